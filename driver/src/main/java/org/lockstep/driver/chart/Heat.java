package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A matrix as coloured squares; the first row is at the top. */
public final class Heat {
  private Heat() {}

  /**
   * Counts with a name a row and column, and the count in each square.
   *
   * @param shares what the colour says, 0 to 1; of the same shape
   */
  public static Chart counts(
      String id,
      String title,
      String summary,
      String rowName,
      String columnName,
      List<String> rows,
      List<String> columns,
      long[][] counts,
      double[][] shares) {
    ObjectNode option = Options.grid(id, summary, "item", false);
    option.with("tooltip").put("formatter", "{c}");
    List<String> upwards = new ArrayList<>(rows);
    java.util.Collections.reverse(upwards);
    ObjectNode x = Options.categoryAxis(columnName, columns);
    x.putObject("axisLabel").put("width", 110).put("overflow", "truncate").put("hideOverlap", true);
    ObjectNode y = Options.categoryAxis(rowName, upwards);
    y.put("nameLocation", "end").put("nameGap", 10);
    y.putObject("nameTextStyle").put("align", "left");
    y.putObject("axisLabel").put("width", 110).put("overflow", "truncate");
    option.set("xAxis", x);
    option.set("yAxis", y);
    ObjectNode colours = option.putObject("visualMap");
    colours.put("show", false).put("min", 0).put("max", 1).put("dimension", 2);
    ArrayNode range = colours.putObject("inRange").putArray("color");
    List.of("#eef4fb", "#9cc3e6", "#3f86c4", "#0b4a82").forEach(range::add);
    ObjectNode series = option.putArray("series").addObject();
    series.put("type", "heatmap").put("name", title);
    series.putArray("dimensions").add(columnName).add(rowName).add("share of the row").add("rows");
    series.putObject("encode").put("x", 0).put("y", 1).put("value", 2);
    ArrayNode data = series.putArray("data");
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns.size(); c++) {
        ObjectNode cell = data.addObject();
        ArrayNode value = cell.putArray("value");
        value.add(c).add(rows.size() - 1 - r);
        Options.number(value, shares[r][c]);
        value.add(counts[r][c]);
        cell.put("name", rows.get(r) + " → " + columns.get(c) + ": " + counts[r][c]);
        ObjectNode label = cell.putObject("label");
        label.put("show", rows.size() <= 20).put("formatter", Long.toString(counts[r][c]));
        label.put("color", shares[r][c] > 0.45 ? "#ffffff" : "#1b1f24");
      }
    }
    option.with("tooltip").put("formatter", "{b}");
    return new Chart(
        id, title, summary, option, table(rowName, rows, columns, counts), 150 + 34 * rows.size());
  }

  private static Numbers table(
      String rowName, List<String> rows, List<String> columns, long[][] counts) {
    List<String> names = new ArrayList<>(List.of(rowName));
    names.addAll(columns);
    Numbers table = new Numbers(names, List.of());
    for (int r = 0; r < rows.size(); r++) {
      List<Object> cells = new ArrayList<>();
      cells.add(rows.get(r));
      for (long count : counts[r]) {
        cells.add(count);
      }
      table.rows().add(cells);
    }
    return table;
  }
}
