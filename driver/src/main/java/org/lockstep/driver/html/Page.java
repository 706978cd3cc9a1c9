package org.lockstep.driver.html;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Chart;

/**
 * One self-contained page that opens offline: ECharts, our script and style, and the data of every
 * picture are inside. Its content security policy names the scripts by their hashes and allows
 * nothing else, so that even a text that was not escaped could not run.
 *
 * @param title of the page
 * @param subtitle a line below it
 * @param parts the sections
 */
public record Page(String title, String subtitle, List<Part> parts) {
  private static final String ECHARTS = "/org/lockstep/driver/html/echarts.min.js";

  public Page {
    parts = parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  /** The pictures of all sections. */
  public List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    parts.forEach(part -> charts.addAll(part.charts()));
    return charts;
  }

  /** The file's text. */
  public String text() {
    Code echarts = Code.resource(ECHARTS);
    Code script = Code.resource("/org/lockstep/driver/html/page.js");
    Code style = Code.resource("/org/lockstep/driver/html/page.css");
    String policy =
        "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src "
            + echarts.policyHash()
            + " "
            + script.policyHash();
    Html head =
        Html.of("head")
            .add(
                Html.of("meta", "charset", "utf-8"),
                Html.of("meta", "http-equiv", "Content-Security-Policy", "content", policy),
                Html.of(
                    "meta", "name", "viewport", "content", "width=device-width, initial-scale=1"),
                Html.of("meta", "name", "color-scheme", "content", "light dark"),
                Html.of("title").text(title),
                Html.of("style").code(style));
    Html body =
        Html.of("body")
            .add(
                Html.of("a", "class", "skip", "href", "#main").text("Skip to the content"),
                header(),
                navigation(),
                Html.of("main", "id", "main").addAll(parts.stream().map(Part::html).toList()),
                Html.of("script").code(echarts),
                Html.of("script").code(script));
    return "<!DOCTYPE html>\n" + Html.of("html", "lang", "en").add(head, body) + "\n";
  }

  private Html header() {
    return Html.of("header")
        .add(
            Html.of("div").add(Html.of("h1").text(title), Html.of("p").text(subtitle)),
            Html.of("button", "id", "theme", "type", "button", "aria-pressed", "false")
                .text("Dark colours"));
  }

  private Html navigation() {
    Html list = Html.of("ul");
    for (Part part : parts) {
      list.add(Html.of("li").add(Html.of("a", "href", "#" + part.id()).text(part.title())));
    }
    return Html.of("nav", "aria-label", "Sections").add(list);
  }
}
