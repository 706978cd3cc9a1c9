package org.lockstep.driver.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.html.Page;

class ReproductionPageTest {
  private static Outcome outcome(String text, boolean holds) {
    Outcome.Builder out = Outcome.of("one", text, text, "macro_f1", "other");
    out.row(text, Map.of("macro_f1", 0.5), Map.of("macro_f1", 0.25), text);
    out.row("nothing", Map.of(), "");
    out.claim(text, holds, "%.1f", 0.5);
    out.chart(
        new Lines("one-loss", text, text, text)
            .line(text, new double[] {1, 10, 100}, new double[] {0, Double.NaN, 1})
            .logX()
            .chart(text));
    return out.done(text);
  }

  private static Page page(Outcome outcome) {
    return ReproductionPage.of(List.of(outcome), "today");
  }

  @Test
  void everythingIsEscaped() {
    assertThat(page(outcome("<script>\"'&", true)).text())
        .doesNotContain("<script>\"'&")
        .contains("&lt;script&gt;&quot;&#39;&amp;");
  }

  @Test
  void whatDoesNotHoldIsSaid() {
    assertThat(page(outcome("more is less", false)).text())
        .contains("more is less: does not hold (0.5)", "What does not hold", "0 of 1 claims hold")
        .contains("<th scope=\"col\">macro F1</th><th scope=\"col\">lecture</th>")
        .contains("<td class=\"number\">0.5000</td><td class=\"number\">0.2500</td>");
    assertThat(page(outcome("more is less", true)).text())
        .contains("more is less: holds (0.5)", "1 of 1 claims hold")
        .doesNotContain("What does not hold");
  }

  @Test
  void picturesComeBackFromTheFileOfAnExperiment() throws Exception {
    ObjectMapper json = new ObjectMapper();
    Outcome before = outcome("score", true);
    Outcome after = json.readValue(json.writeValueAsString(before), Outcome.class);
    assertThat(page(after).text()).isEqualTo(page(before).text());
    Chart chart = page(after).charts().get(0);
    assertThat(chart.option().at("/xAxis/type").asText()).isEqualTo("log");
    assertThat(chart.table().rows().get(1).get(1)).isNull();
  }
}
