package org.lockstep.driver.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.chart.Numbers;

class HtmlTest {
  private static final String EVIL = "</script><script>alert('x')</script>\"'&\u0000";

  @Test
  void textsAndAttributesAreEscaped() {
    String html = Html.of("p", "title", EVIL).text(EVIL).toString();
    assertThat(html)
        .isEqualTo(
            "<p title=\"%1$s\">%1$s</p>",
            "&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&#39;&amp;\uFFFD");
  }

  @Test
  void namesOfTagsCannotBeData() {
    assertThatThrownBy(() -> Html.of("p onclick=x"))
        .hasMessage(
            "a tag or attribute must be lower-case letters, digits and hyphens. Received: p"
                + " onclick=x");
    assertThatThrownBy(() -> Html.of("p", EVIL, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPageHoldsNoScriptButItsOwn() throws Exception {
    Chart chart =
        new Lines("a", EVIL, EVIL, EVIL)
            .line(EVIL, new double[] {1, 2}, new double[] {3, Double.NaN})
            .mark(EVIL, 2)
            .chart(EVIL);
    Part part = new Part("p", EVIL).say(EVIL).add(chart).add(Tables.of(Numbers.of(EVIL), EVIL));
    String page = new Page(EVIL, EVIL, List.of(part)).text();
    assertThat(page).doesNotContain("alert('x')</script>").doesNotContain("<script>alert");
    assertThat(page.split("<script", -1)).hasSize(1 + 3); // data, ECharts, our own
    String json = page.split("data-chart=\"chart-a\">")[1].split("</script>")[0];
    var option = new ObjectMapper().readTree(json);
    assertThat(option.at("/series/0/name").asText()).isEqualTo(EVIL);
    assertThat(option.at("/series/0/data/1/1").isNull()).isTrue();
    assertThat(page)
        .contains("Content-Security-Policy")
        .contains("default-src &#39;none&#39;")
        .doesNotContain("unsafe-eval")
        .doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void picturesThatFollowEachOtherShareARow() {
    Chart chart =
        new Lines("a", "t", "x", "y").line("l", new double[] {1}, new double[] {2}).chart("s");
    Part part = new Part("p", "P").add(chart).add(chart).wide(chart).say("words").add(chart);
    assertThat(part.charts()).hasSize(4);
    assertThat(part.html().toString().split("class=\"pair\"", -1)).hasSize(2);
    assertThat(part.html().toString())
        .containsPattern("class=\"pair\"><figure.*</figure><figure.*</figure></div><figure");
  }

  @Test
  void partsWithoutContentAreLeftOut() {
    assertThat(new Page("t", "s", List.of(new Part("empty", "Empty"))).parts()).isEmpty();
  }
}
