package org.lockstep.driver.html;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.driver.chart.Chart;

/** A section of a page: a heading, words, tables and pictures, in order. */
public final class Part {
  private final String id;
  private final String title;
  private final List<Object> items = new ArrayList<>();

  /**
   * @param id letters, digits and hyphens, once a page
   */
  public Part(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  /** Appends elements. */
  public Part add(Html html) {
    items.add(html);
    return this;
  }

  /** Appends a paragraph. */
  public Part say(String sentence) {
    return add(Html.of("p").text(sentence));
  }

  /** Appends a picture; those that follow each other stand two in a row where there is room. */
  public Part add(Chart chart) {
    items.add(chart);
    return this;
  }

  /** Appends a picture that needs the whole width. */
  public Part wide(Chart chart) {
    items.add(new Wide(chart));
    return this;
  }

  private record Wide(Chart chart) {}

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Its pictures. */
  public List<Chart> charts() {
    List<Chart> charts = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Chart chart) {
        charts.add(chart);
      } else if (item instanceof Wide wide) {
        charts.add(wide.chart());
      }
    }
    return charts;
  }

  Html html() {
    Html section = Html.of("section", "id", id, "aria-labelledby", id + "-title");
    section.add(Html.of("h2", "id", id + "-title").text(title));
    List<Chart> row = new ArrayList<>();
    for (Object item : items) {
      if (item instanceof Chart chart) {
        row.add(chart);
        continue;
      }
      figures(section, row);
      section.add(item instanceof Wide wide ? Figure.of(wide.chart()) : (Html) item);
    }
    figures(section, row);
    return section;
  }

  private static void figures(Html section, List<Chart> row) {
    if (row.size() == 1) {
      section.add(Figure.of(row.get(0)));
    } else if (!row.isEmpty()) {
      section.add(Html.of("div", "class", "pair").addAll(row.stream().map(Figure::of).toList()));
    }
    row.clear();
  }
}
