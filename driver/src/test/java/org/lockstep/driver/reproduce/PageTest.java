package org.lockstep.driver.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  private static Outcome outcome(String text, boolean holds) {
    Outcome.Builder out = Outcome.of("one", text, text, "score");
    out.row(text, Map.of("score", 0.5), Map.of("score", 0.25), text);
    out.row("nothing", Map.of(), "");
    out.claim(text, holds, "%.1f", 0.5);
    out.chart(
        Chart.lines(
            text,
            text,
            text,
            true,
            List.of(new Chart.Line(text, new double[] {1, 10}, new double[] {0, 1}))));
    return out.done(text);
  }

  @Test
  void everythingIsEscaped() {
    String page = Page.of(List.of(outcome("<script>\"'&", true)), "<b>");
    assertThat(page)
        .doesNotContain("<script>", "<b>", "\"'&")
        .contains("&lt;script&gt;&quot;&#39;&amp;");
  }

  @Test
  void whatDoesNotHoldIsSaid() {
    assertThat(Page.of(List.of(outcome("more is less", false)), ""))
        .contains(
            "more is less: does not hold (0.5)",
            "0 of 1",
            "0.5000 <span class=\"lecture\">(0.2500)")
        .contains("<td>–</td>");
    assertThat(Page.of(List.of(outcome("more is less", true)), ""))
        .contains("more is less: holds (0.5)", "1 of 1");
  }

  @Test
  void theAxisOfPowersIsLogarithmic() {
    Chart chart =
        Chart.lines(
            "t",
            "x",
            "y",
            true,
            List.of(
                new Chart.Line(
                    "l", new double[] {1e-4, 1e-2, 1}, new double[] {0, Double.NaN, 1})));
    // the ends of the line are the ends of the axis; the value that is none has no point
    assertThat(Svg.of(chart))
        .containsPattern("d=\"M52\\.0 [0-9.]+L448\\.0 [0-9.]+\"")
        .contains("0.01");
  }
}
