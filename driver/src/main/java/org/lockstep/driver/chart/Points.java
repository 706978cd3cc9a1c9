package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Dots over two axes, with a line or a coloured plane below them. */
public final class Points {
  private final String id;
  private final String title;
  private final String xName;
  private final String yName;
  private final List<Cloud> clouds = new ArrayList<>();
  private Cloud line;
  private Plane plane;
  private boolean logX;

  private record Cloud(String name, double[] x, double[] y) {}

  private record Plane(double[] x, double[] y, double[][] z, String name) {}

  /** Without dots yet. */
  public Points(String id, String title, String xName, String yName) {
    this.id = id;
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** Dots of one kind. */
  public Points cloud(String name, double[] x, double[] y) {
    clouds.add(new Cloud(name, x, y));
    return this;
  }

  /** A dashed line. */
  public Points line(String name, double[] x, double[] y) {
    line = new Cloud(name, x, y);
    return this;
  }

  /** An x axis in powers of ten. */
  public Points logX() {
    logX = true;
    return this;
  }

  /**
   * A plane of squares below the dots.
   *
   * @param x ascending middles of the columns
   * @param y ascending middles of the rows
   * @param z by row and column; from 0 to 1
   */
  public Points plane(String name, double[] x, double[] y, double[][] z) {
    plane = new Plane(x, y, z, name);
    return this;
  }

  /**
   * The picture.
   *
   * @param summary what there is to see
   */
  public Chart chart(String summary) {
    ObjectNode option = Options.grid(id, summary, "item", true);
    option.with("grid").put("top", 70);
    ArrayNode xAxes = option.putArray("xAxis");
    ArrayNode yAxes = option.putArray("yAxis");
    ObjectNode x = Options.valueAxis(xName);
    ObjectNode y = Options.valueAxis(yName);
    y.put("nameLocation", "end").put("nameGap", 10);
    y.putObject("nameTextStyle").put("align", "left");
    x.put("scale", true);
    y.put("scale", true);
    if (logX) {
      x.put("type", "log");
    }
    ArrayNode names = ((ObjectNode) option.get("legend")).putArray("data");
    clouds.forEach(cloud -> names.add(cloud.name));
    if (line != null) {
      names.add(line.name);
    }
    ArrayNode series = option.putArray("series");
    if (plane != null) {
      edges(x, plane.x);
      edges(y, plane.y);
    }
    xAxes.add(x);
    yAxes.add(y);
    if (plane != null) {
      planeAxis(xAxes.addObject(), plane.x.length);
      planeAxis(yAxes.addObject(), plane.y.length);
      series.add(planeSeries(option));
    }
    for (int i = 0; i < clouds.size(); i++) {
      ObjectNode dots = dots(clouds.get(i));
      // The plane takes the first colour; of two kinds each has its side's, blue and orange.
      String colour = Options.COLOURS.get(i % Options.COLOURS.size());
      dots.with("itemStyle").put("color", colour);
      series.add(dots);
    }
    if (line != null) {
      ObjectNode curve = dots(line);
      curve.put("type", "line").put("showSymbol", false);
      curve.putObject("lineStyle").put("type", "dashed").put("width", 2);
      series.add(curve);
    }
    return new Chart(id, title, summary, option, table(), 440);
  }

  private static ObjectNode dots(Cloud cloud) {
    ObjectNode series = Options.node();
    series.put("type", "scatter").put("name", cloud.name).put("symbolSize", 6);
    series.put("progressive", 0);
    ObjectNode style = series.putObject("itemStyle");
    style.put("opacity", 0.75).put("borderColor", "#ffffff").put("borderWidth", 0.5);
    ArrayNode data = series.putArray("data");
    for (int i = 0; i < cloud.x.length; i++) {
      ArrayNode point = data.addArray();
      Options.number(point, cloud.x[i]);
      Options.number(point, cloud.y[i]);
    }
    return series;
  }

  private static void edges(ObjectNode axis, double[] middles) {
    double half = (middles[1] - middles[0]) / 2;
    axis.put("min", middles[0] - half).put("max", middles[middles.length - 1] + half);
    axis.put("scale", false);
    axis.putObject("axisLabel").put("showMinLabel", false).put("showMaxLabel", false);
  }

  /** A heat map wants categories: an axis of its own that nobody sees. */
  private static void planeAxis(ObjectNode axis, int cells) {
    axis.put("type", "category").put("show", false).put("position", "top");
    ArrayNode data = axis.putArray("data");
    for (int i = 0; i < cells; i++) {
      data.add(i);
    }
  }

  private ObjectNode planeSeries(ObjectNode option) {
    ObjectNode colours = option.putObject("visualMap");
    colours.put("min", 0).put("max", 1).put("seriesIndex", 0).put("dimension", 2);
    colours.put("show", false);
    ArrayNode range = colours.putObject("inRange").putArray("color");
    List.of("#2b6cb0", "#a9c8e8", "#f3f3f3", "#f3c39b", "#c05621").forEach(range::add);
    ObjectNode series = Options.node();
    series.put("type", "heatmap").put("name", plane.name).put("silent", true);
    series.put("xAxisIndex", 1).put("yAxisIndex", 1).put("z", 1);
    series.put("progressive", 0); // all at once: a file has no next frame
    ArrayNode data = series.putArray("data");
    for (int row = 0; row < plane.y.length; row++) {
      for (int column = 0; column < plane.x.length; column++) {
        ArrayNode cell = data.addArray().add(column).add(row);
        Options.number(cell, plane.z[row][column]);
      }
    }
    return series;
  }

  private Numbers table() {
    Numbers table = Numbers.of("kind", xName, yName);
    for (Cloud cloud : clouds) {
      for (int i = 0; i < cloud.x.length; i++) {
        table.row(cloud.name, cloud.x[i], cloud.y[i]);
      }
    }
    return table;
  }
}
