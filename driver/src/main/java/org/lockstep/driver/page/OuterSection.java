package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Html;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.table.CsvTable;

/** What a nested search is worth: the winner of each outer fold, on rows that it had not seen. */
final class OuterSection {
  private OuterSection() {}

  /** Nothing for a search that is not nested. */
  static Optional<Part> of(RunFiles run, Trials trials) throws IOException {
    Optional<CsvTable> found = run.table("outer.csv");
    if (found.isEmpty() || !found.get().has(trials.metric())) {
      return Optional.empty();
    }
    CsvTable outer = found.get();
    Part part = new Part("outer", "The search itself, judged on outer folds");
    part.say(summary(run.json("search.json").path("nested"), outer, trials.metric()));
    part.add(
        new Bars(
                "outer-folds",
                "Outer folds",
                "outer fold",
                Words.metric(trials.metric()),
                outer.texts("fold"))
            .series(Words.metric(trials.metric()), outer.numbers(trials.metric()))
            .chart(
                "A bar an outer fold: the winner of a search on the other folds' rows, scored on"
                    + " the fold's."));
    part.add(Html.of("h3").text("Winners of the outer folds"));
    return Optional.of(part.add(Tables.of(winners(outer, trials), "Winners of the outer folds")));
  }

  private static String summary(JsonNode nested, CsvTable outer, String metric) {
    return "On rows that it had not seen, the search reaches a %s of %s ± %s (mean and deviation of %d outer folds). The best trial's own score is optimistic beside it: the trial was picked by it."
        .formatted(
            Words.metric(metric),
            Words.score(nested.path(metric)),
            Words.score(nested.path("deviation")),
            outer.rows().size());
  }

  /** Their settings and scores. */
  private static Numbers winners(CsvTable outer, Trials trials) {
    List<String> columns = new ArrayList<>(List.of("fold", "trial"));
    columns.addAll(trials.parameters());
    columns.add(trials.metric());
    Object[][] cells = new Object[outer.rows().size()][columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      List<String> texts = outer.texts(columns.get(c));
      boolean numbers = c > 1 && texts.stream().noneMatch(text -> isWord(text));
      for (int r = 0; r < cells.length; r++) {
        String text = texts.get(r);
        cells[r][c] = numbers && !text.isEmpty() ? (Object) CsvTable.number(text) : text;
      }
    }
    Numbers table = new Numbers(columns, List.of());
    Arrays.stream(cells).forEach(table::row);
    return table;
  }

  private static boolean isWord(String text) {
    return !text.isEmpty() && Double.isNaN(CsvTable.number(text));
  }
}
