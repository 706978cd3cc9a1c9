package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** Parallel coordinates: a line a row over an axis a column. The last column gives the colour. */
public final class Parallel {
  private Parallel() {}

  /**
   * The picture. A column whose cells are all numbers is an axis of numbers, another one of words.
   *
   * @param logs which columns' axes are in powers of ten
   */
  public static Chart chart(
      String id, String title, String summary, Numbers table, List<String> logs) {
    ObjectNode option = Options.bare(id, summary, "item");
    option.putObject("parallel").put("left", 50).put("right", 90).put("top", 60).put("bottom", 30);
    ArrayNode axes = option.putArray("parallelAxis");
    int last = table.columns().size() - 1;
    for (int c = 0; c <= last; c++) {
      axis(axes.addObject(), table, c, logs.contains(table.columns().get(c)));
    }
    double[] colours =
        table.rows().stream()
            .map(row -> row.get(last))
            .filter(Number.class::isInstance)
            .mapToDouble(cell -> ((Number) cell).doubleValue())
            .toArray();
    ObjectNode map = option.putObject("visualMap");
    map.put("show", true).put("dimension", last).put("right", 0).put("top", "middle");
    map.put("min", Arrays.stream(colours).min().orElse(0));
    map.put("max", Arrays.stream(colours).max().orElse(1));
    map.put("precision", 4).put("calculable", true);
    ArrayNode range = map.putObject("inRange").putArray("color");
    Options.LITTLE_TO_MUCH.forEach(range::add);
    ObjectNode series = option.putArray("series").addObject();
    series.put("type", "parallel").put("name", title);
    series.putObject("lineStyle").put("width", 2).put("opacity", 0.7);
    ArrayNode data = series.putArray("data");
    for (List<Object> row : table.rows()) {
      ArrayNode line = data.addArray();
      for (Object cell : row) {
        if (cell instanceof Number number) {
          Options.number(line, number.doubleValue());
        } else {
          line.add(cell == null ? "" : cell.toString());
        }
      }
    }
    return new Chart(id, title, summary, option, table, 440);
  }

  private static void axis(ObjectNode axis, Numbers table, int column, boolean log) {
    axis.put("dim", column).put("name", table.columns().get(column));
    axis.putObject("nameTextStyle").put("width", 120).put("overflow", "truncate");
    List<Object> cells = new ArrayList<>();
    table.rows().forEach(row -> cells.add(row.get(column)));
    boolean numbers = cells.stream().allMatch(cell -> cell == null || cell instanceof Number);
    if (numbers) {
      axis.put("type", log ? "log" : "value").put("scale", true);
      return;
    }
    axis.put("type", "category");
    ArrayNode words = axis.putArray("data");
    new LinkedHashSet<>(cells).forEach(cell -> words.add(cell == null ? "" : cell.toString()));
  }
}
