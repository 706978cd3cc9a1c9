package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Curves over a common axis. */
public final class Lines {
  private final String id;
  private final String title;
  private final String xName;
  private final String yName;
  private final List<Line> lines = new ArrayList<>();
  private final List<ObjectNode> marks = new ArrayList<>();
  private boolean log;
  private boolean logX;
  private boolean fromZero;
  private boolean stairs;

  private record Line(String name, double[] x, double[] y, boolean dashed, boolean dots) {}

  /**
   * @param xName the axis's name, with its unit
   * @param yName likewise
   */
  public Lines(String id, String title, String xName, String yName) {
    this.id = id;
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** A curve; points without a number are gaps. */
  public Lines line(String name, double[] x, double[] y) {
    lines.add(new Line(name, x, y, false, x.length <= 60));
    return this;
  }

  /** A curve over 1, 2, 3 …: a value an epoch. */
  public Lines byEpoch(String name, double[] y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    return line(name, x, y);
  }

  /** A dashed curve without dots: what something is compared with. */
  public Lines dashed(String name, double[] x, double[] y) {
    lines.add(new Line(name, x, y, true, false));
    return this;
  }

  /** An upright line at a place of the x axis. */
  public Lines mark(String words, double x) {
    ObjectNode mark = Options.node();
    mark.put("xAxis", x).put("name", words);
    mark.putObject("label").put("formatter", "{b}").put("position", "insideEndTop");
    marks.add(mark);
    return this;
  }

  /** A y axis in powers of ten; what is not above 0 is left out. */
  public Lines log() {
    log = true;
    return this;
  }

  /** An x axis in powers of ten; all places must be above 0. */
  public Lines logX() {
    logX = true;
    return this;
  }

  /** Both axes from 0 to 1. */
  public Lines unitSquare() {
    fromZero = true;
    return this;
  }

  /** Steps in place of slopes. */
  public Lines stairs() {
    stairs = true;
    return this;
  }

  /** Whether there is no curve with a number. */
  public boolean isEmpty() {
    return lines.stream().allMatch(line -> Arrays.stream(line.y).noneMatch(Double::isFinite));
  }

  /**
   * The picture.
   *
   * @param summary what there is to see
   */
  public Chart chart(String summary) {
    ObjectNode option = Options.grid(id, summary, "axis", true);
    ObjectNode x = Options.valueAxis(xName);
    ObjectNode y = Options.valueAxis(yName);
    y.put("nameLocation", "end").put("nameGap", 10);
    y.putObject("nameTextStyle").put("align", "left");
    option.with("grid").put("top", 70);
    if (fromZero) {
      x.put("min", 0).put("max", 1);
      y.put("min", 0).put("max", 1);
    } else {
      x.put("min", "dataMin").put("max", "dataMax");
      y.put("scale", true);
    }
    if (log) {
      y.put("type", "log");
    }
    if (logX) {
      x.put("type", "log");
    }
    option.set("xAxis", x);
    option.set("yAxis", y);
    ArrayNode series = option.putArray("series");
    for (int i = 0; i < lines.size(); i++) {
      series.add(series(lines.get(i), i == 0));
    }
    return new Chart(id, title, summary, option, table(), 380);
  }

  private ObjectNode series(Line line, boolean first) {
    ObjectNode series = Options.node();
    series.put("type", "line").put("name", line.name).put("showSymbol", line.dots);
    series.put("symbolSize", 5);
    if (stairs) {
      series.put("step", "end");
    }
    series.putObject("lineStyle").put("width", 2).put("type", line.dashed ? "dashed" : "solid");
    ArrayNode data = series.putArray("data");
    for (int i = 0; i < line.x.length; i++) {
      ArrayNode point = data.addArray();
      Options.number(point, line.x[i]);
      Options.number(point, log && line.y[i] <= 0 ? Double.NaN : line.y[i]);
    }
    if (first && !marks.isEmpty()) {
      ObjectNode mark = series.putObject("markLine");
      mark.put("symbol", "none").put("silent", true).put("animation", false);
      mark.putObject("lineStyle").put("type", "dotted").put("color", "#8a8f98").put("width", 2);
      ArrayNode places = mark.putArray("data");
      marks.forEach(places::add);
    }
    return series;
  }

  private Numbers table() {
    List<String> columns = new ArrayList<>(List.of(xName));
    lines.forEach(line -> columns.add(line.name));
    Map<Double, Object[]> rows = new TreeMap<>();
    for (int l = 0; l < lines.size(); l++) {
      Line line = lines.get(l);
      for (int i = 0; i < line.x.length; i++) {
        Double y = Double.isFinite(line.y[i]) ? (Double) line.y[i] : null;
        rows.computeIfAbsent(line.x[i], x -> new Object[lines.size()])[l] = y;
      }
    }
    Numbers table = new Numbers(columns, List.of());
    rows.forEach(
        (x, cells) -> {
          List<Object> row = new ArrayList<>();
          row.add(x);
          row.addAll(Arrays.asList(cells));
          table.rows().add(row);
        });
    return table;
  }
}
