package org.lockstep.driver.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A table of texts and numbers.
 *
 * @param columns their names
 * @param rows a cell a column each: a text or a number; null for nothing
 */
public record Numbers(List<String> columns, List<List<Object>> rows) {
  public Numbers {
    columns = List.copyOf(columns);
    rows = new ArrayList<>(rows);
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row must have a cell a column, %d. Received: %d"
                .formatted(columns.size(), row.size()));
      }
    }
  }

  /** No rows yet. */
  public static Numbers of(String... columns) {
    return new Numbers(List.of(columns), List.of());
  }

  /** Appends a row. */
  public Numbers row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row must have a cell a column, %d. Received: %d"
              .formatted(columns.size(), cells.length));
    }
    rows.add(Arrays.asList(cells));
    return this;
  }

  /** A cell as people read it: whole numbers with commas, others with four significant digits. */
  public static String shown(Object cell) {
    if (cell == null) {
      return "–";
    }
    if (!(cell instanceof Number number)) {
      return cell.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return cell instanceof Double || cell instanceof Float
          ? String.format(Locale.ROOT, "%.0f", value)
          : String.format(Locale.ROOT, "%,d", number.longValue());
    }
    double size = Math.abs(value);
    return size >= 1e-3 && size < 1e6
        ? String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value)
        : String.format(Locale.ROOT, "%.3e", value);
  }
}
