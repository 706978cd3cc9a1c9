package org.lockstep.driver.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Page;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.page.Words;
import org.lockstep.driver.reproduce.Outcome.Claim;
import org.lockstep.driver.reproduce.Outcome.Figures;

/** The experiments on one page: an overview, then a section each. */
final class ReproductionPage {
  private ReproductionPage() {}

  /**
   * The page.
   *
   * @param made date, versions and hardware, in words
   */
  static Page of(List<Outcome> outcomes, String made) {
    List<Part> parts = new ArrayList<>(List.of(overview(outcomes)));
    outcomes.forEach(outcome -> parts.add(experiment(outcome)));
    return new Page("The lecture's experiments, on the real data", made, parts);
  }

  private static Part overview(List<Outcome> outcomes) {
    List<Claim> claims = outcomes.stream().flatMap(each -> each.claims().stream()).toList();
    Part part =
        new Part("overview", "Overview")
            .say(
                "The same picture is the goal, not the same digits. %d of %d claims hold; each was computed from the figures."
                    .formatted(claims.stream().filter(Claim::holds).count(), claims.size()));
    Numbers table = Numbers.of("experiment", "claims that hold", "seconds");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.title(),
          outcome.claims().stream().filter(Claim::holds).count() + " of " + outcome.claims().size(),
          String.format(Locale.ROOT, "%.1f", outcome.seconds()));
    }
    part.add(Tables.of(table, "Overview"));
    List<Claim> open = claims.stream().filter(claim -> !claim.holds()).toList();
    if (!open.isEmpty()) {
      part.add(Html.of("h3").text("What does not hold")).add(list(open));
    }
    return part;
  }

  private static Part experiment(Outcome outcome) {
    Part part = new Part(Chart.id(outcome.name()), outcome.title()).say(outcome.question());
    if (Experiments.of(outcome.name()).isPresent()) {
      part.add(
          Html.of("p")
              .text("Again: ")
              .add(Html.of("code").text("submit/lockstep reproduce " + outcome.name())));
    }
    part.add(Tables.of(figures(outcome), "Ours, and the lecture's where it has figures"));
    if (!outcome.claims().isEmpty()) {
      part.add(list(outcome.claims()));
    }
    outcome.charts().forEach(part::add);
    part.add(Html.of("p").add(Html.of("strong").text("Differences. ")).text(outcome.differences()));
    List<Html> commands = commands(outcome);
    if (!commands.isEmpty()) {
      part.add(
          Html.of("details")
              .add(Html.of("summary").text("How to train each by hand"))
              .addAll(commands));
    }
    return part;
  }

  /** A column for ours, and one for the lecture's wherever it has a figure of that kind. */
  private static Numbers figures(Outcome outcome) {
    Set<String> shown =
        outcome.figures().stream()
            .flatMap(row -> row.lecture().keySet().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<String> columns = new ArrayList<>(List.of("setting"));
    for (String column : outcome.columns()) {
      columns.add(Words.metric(column));
      if (shown.contains(column)) {
        columns.add("lecture");
      }
    }
    Numbers table = new Numbers(columns, List.of());
    for (Figures row : outcome.figures()) {
      List<Object> cells = new ArrayList<>(List.of(row.setting()));
      for (String column : outcome.columns()) {
        cells.add(row.value(column));
        if (shown.contains(column)) {
          cells.add(row.lecture().get(column));
        }
      }
      table.rows().add(cells);
    }
    return table;
  }

  private static Html list(List<Claim> claims) {
    Html list = Html.of("ul", "class", "claims");
    for (Claim claim : claims) {
      list.add(
          Html.of("li", "class", claim.holds() ? "holds" : "fails")
              .text(
                  String.format(
                      Locale.ROOT,
                      "%s: %s (%s)",
                      claim.statement(),
                      claim.holds() ? "holds" : "does not hold",
                      claim.measured())));
    }
    return list;
  }

  private static List<Html> commands(Outcome outcome) {
    List<Html> commands = new ArrayList<>();
    for (Figures row : outcome.figures()) {
      if (!row.how().isEmpty()) {
        commands.add(
            Html.of("p").text(row.setting()).add(Html.of("br"), Html.of("code").text(row.how())));
      }
    }
    return commands;
  }
}
