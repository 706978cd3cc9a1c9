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

  /** Appends a picture. */
  public Part add(Chart chart) {
    items.add(chart);
    return this;
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  /** Its pictures. */
  public List<Chart> charts() {
    return items.stream().filter(Chart.class::isInstance).map(Chart.class::cast).toList();
  }

  Html html() {
    Html section = Html.of("section", "id", id, "aria-labelledby", id + "-title");
    section.add(Html.of("h2", "id", id + "-title").text(title));
    for (Object item : items) {
      section.add(item instanceof Chart chart ? Figure.of(chart) : (Html) item);
    }
    return section;
  }
}
