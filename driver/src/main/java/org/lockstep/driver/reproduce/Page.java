package org.lockstep.driver.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.reproduce.Outcome.Claim;
import org.lockstep.driver.reproduce.Outcome.Figures;

/** One self-contained page: no script, nothing fetched, light and dark. */
final class Page {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
      caption { text-align: left; font-weight: 600; }
      th, td { padding: .2rem .7rem; border-bottom: 1px solid #8885; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      .lecture { opacity: .75; font-style: italic; }
      .yes::before { content: "✓ "; color: #009e73; } .no::before { content: "✗ "; color: #d55e00; }
      li { list-style: none; } svg { max-width: 100%; height: auto; }
      svg text { font: 11px system-ui, sans-serif; } svg text:not(.key) { fill: currentColor; }
      svg text.name { font-weight: 600; font-size: 12px; }
      svg .axis { fill: none; stroke: currentColor; opacity: .6; }
      code { font-size: 12px; } details { margin: .5rem 0; } .charts { display: flex; flex-wrap: wrap; gap: 1rem; }
      """;

  private final StringBuilder out = new StringBuilder();

  private Page() {}

  /**
   * The page.
   *
   * @param made date, versions and hardware, in words
   */
  static String of(List<Outcome> outcomes, String made) {
    Page page = new Page();
    page.head(outcomes, made);
    outcomes.forEach(page::experiment);
    return page.out.append("</main></body></html>\n").toString();
  }

  private void head(List<Outcome> outcomes, String made) {
    add("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width\">");
    add("<title>Lockstep: the lecture's experiments</title><style>");
    add(STYLE);
    add("</style></head><body><main><h1>The lecture's experiments, on the real data</h1><p>");
    add(Html.text(made));
    add(
        "</p><p>The same picture is the goal, not the same digits. Every ✓ and ✗ was computed from");
    add(" the figures.</p><table><caption>Overview</caption><thead><tr>");
    add(
        "<th scope=\"col\">experiment</th><th scope=\"col\">holds</th><th scope=\"col\">seconds</th>");
    add("</tr></thead><tbody>");
    for (Outcome outcome : outcomes) {
      add("<tr><td><a href=\"#%s\">", outcome.name());
      add(Html.text(outcome.title()));
      add(
          "</a></td><td class=\"%s\">%d of %d</td><td>%.1f</td></tr>",
          outcome.same() ? "yes" : "no",
          outcome.claims().stream().filter(Claim::holds).count(),
          outcome.claims().size(),
          outcome.seconds());
    }
    add("</tbody></table>");
  }

  private void experiment(Outcome outcome) {
    add("<section id=\"%s\"><h2>", outcome.name());
    add(Html.text(outcome.title()));
    add("</h2><p>");
    add(Html.text(outcome.question()));
    add("</p><table><caption>Ours, and the lecture's where it has figures</caption><thead><tr>");
    add("<th scope=\"col\">setting</th>");
    outcome.columns().forEach(column -> add("<th scope=\"col\">" + Html.text(column) + "</th>"));
    add("</tr></thead><tbody>");
    outcome.figures().forEach(row -> row(outcome, row));
    add("</tbody></table><ul>");
    for (Claim claim : outcome.claims()) {
      add("<li class=\"%s\">", claim.holds() ? "yes" : "no");
      add(Html.text(claim.statement() + ": " + (claim.holds() ? "holds" : "does not hold")));
      add(" (" + Html.text(claim.measured()) + ")</li>");
    }
    add("</ul><div class=\"charts\">");
    outcome.charts().forEach(chart -> add(Svg.of(chart)));
    add("</div><p><strong>Differences.</strong> ");
    add(Html.text(outcome.differences()));
    add("</p>");
    commands(outcome);
    add("</section>");
  }

  private void row(Outcome outcome, Figures row) {
    add("<tr><td>" + Html.text(row.setting()) + "</td>");
    for (String column : outcome.columns()) {
      double ours = row.value(column);
      Double lecture = row.lecture().get(column);
      add("<td>" + number(ours));
      add(
          lecture == null
              ? "</td>"
              : " <span class=\"lecture\">(" + number(lecture) + ")</span></td>");
    }
    add("</tr>");
  }

  private void commands(Outcome outcome) {
    Map<String, String> how = new LinkedHashMap<>();
    outcome.figures().stream()
        .filter(row -> !row.how().isEmpty())
        .forEach(row -> how.put(row.setting(), row.how()));
    if (how.isEmpty()) {
      return;
    }
    add("<details><summary>How to train each by hand</summary><ul>");
    how.forEach(
        (setting, command) ->
            add("<li>" + Html.text(setting) + "<br><code>" + Html.text(command) + "</code></li>"));
    add("</ul></details>");
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    return value == Math.rint(value) && size < 1e6
        ? "%.0f".formatted(value)
        : size < 1e-3
            ? "%.1e".formatted(value)
            : size < 10 ? "%.4f".formatted(value) : "%.2f".formatted(value);
  }

  private void add(String text) {
    out.append(text);
  }

  private void add(String format, Object... values) {
    out.append(format.formatted(values));
  }
}
