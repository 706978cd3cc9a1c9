package org.lockstep.driver.html;

import org.lockstep.driver.chart.Chart;

/** A chart as a figure: the picture, its caption, and the same numbers as a table. */
final class Figure {
  private static final int MOST_ROWS = 500;

  private Figure() {}

  static Html of(Chart chart) {
    Html figure = Html.of("figure", "id", "figure-" + chart.id());
    figure.add(Html.of("h3").text(chart.title()));
    figure.add(
        Html.of(
            "div",
            "class",
            "chart",
            "id",
            "chart-" + chart.id(),
            "role",
            "img",
            "aria-label",
            chart.title() + ". " + chart.summary(),
            "style",
            "height:" + chart.height() + "px"));
    figure.add(
        Html.of("script", "type", "application/json", "data-chart", "chart-" + chart.id())
            .code(Code.json(chart.option())));
    figure.add(Html.of("figcaption").text(chart.summary()));
    if (!chart.table().rows().isEmpty()) {
      figure.add(
          Html.of("details")
              .add(
                  Html.of("summary").text("Numbers of this picture"),
                  Tables.of(chart.table(), chart.title(), MOST_ROWS)));
    }
    return figure;
  }
}
