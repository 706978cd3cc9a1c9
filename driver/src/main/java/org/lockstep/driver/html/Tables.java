package org.lockstep.driver.html;

import java.util.List;
import org.lockstep.driver.chart.Numbers;

/** Tables with a caption and headings that screen readers tell, in a box that scrolls. */
public final class Tables {
  private Tables() {}

  /** All rows. */
  public static Html of(Numbers table, String caption) {
    return of(table, caption, Integer.MAX_VALUE);
  }

  /**
   * The first rows, and how many are left out.
   *
   * @param caption for screen readers; the heading says it to others
   */
  static Html of(Numbers table, String caption, int most) {
    Html head = Html.of("tr");
    for (String column : table.columns()) {
      head.add(Html.of("th", "scope", "col").text(column));
    }
    Html body = Html.of("tbody");
    for (List<Object> row : table.rows().subList(0, Math.min(most, table.rows().size()))) {
      body.add(row(row));
    }
    Html box =
        Html.of("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
            .add(
                Html.of("table")
                    .add(
                        Html.of("caption", "class", "unseen").text(caption),
                        Html.of("thead").add(head),
                        body));
    int left = table.rows().size() - most;
    return left <= 0
        ? box
        : Html.of("div").add(box, Html.of("p").text("%,d more rows are left out.".formatted(left)));
  }

  /** The first cell names the row. */
  private static Html row(List<Object> cells) {
    Html row = Html.of("tr");
    for (int c = 0; c < cells.size(); c++) {
      Object cell = cells.get(c);
      boolean number = cell instanceof Number;
      String text = Numbers.shown(cell);
      if (c == 0) {
        row.add(Html.of("th", "scope", "row").text(text));
      } else if (number) {
        row.add(Html.of("td", "class", "number").text(text));
      } else {
        row.add(Html.of("td").text(text));
      }
    }
    return row;
  }
}
