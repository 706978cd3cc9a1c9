package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bars: upright ones side by side, or lying ones with long names. */
public final class Bars {
  private final String id;
  private final String title;
  private final String categoryName;
  private final String valueName;
  private final List<String> categories;
  private final List<String> names = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private boolean lying;
  private boolean stacked;
  private boolean touching;

  /**
   * @param categories a bar each, of every series
   */
  public Bars(
      String id, String title, String categoryName, String valueName, List<String> categories) {
    this.id = id;
    this.title = title;
    this.categoryName = categoryName;
    this.valueName = valueName;
    this.categories = List.copyOf(categories);
  }

  /** A series: a value a category. */
  public Bars series(String name, double[] value) {
    names.add(name);
    values.add(value);
    return this;
  }

  /** Bars to the right, the first category at the top. */
  public Bars lying() {
    lying = true;
    return this;
  }

  /** One on the other. */
  public Bars stacked() {
    stacked = true;
    return this;
  }

  /** Without gaps: a histogram. */
  public Bars touching() {
    touching = true;
    return this;
  }

  /**
   * The picture.
   *
   * @param summary what there is to see
   */
  public Chart chart(String summary) {
    boolean legend = names.size() > 1;
    ObjectNode option = Options.grid(id, summary, "axis", legend);
    option.with("tooltip").putObject("axisPointer").put("type", "shadow");
    List<String> order = new ArrayList<>(categories);
    if (lying) {
      Collections.reverse(order);
    }
    ObjectNode category = Options.categoryAxis(lying ? "" : categoryName, order);
    category
        .putObject("axisLabel")
        .put("width", 150)
        .put("overflow", "truncate")
        .put("hideOverlap", !lying);
    ObjectNode value = Options.valueAxis(lying ? valueName : "");
    if (!lying) {
      value.put("name", valueName).put("nameLocation", "end").put("nameGap", 10);
      value.putObject("nameTextStyle").put("align", "left");
    }
    option.set("xAxis", lying ? value : category);
    option.set("yAxis", lying ? category : value);
    ArrayNode series = option.putArray("series");
    for (int s = 0; s < names.size(); s++) {
      ObjectNode one = series.addObject();
      one.put("type", "bar").put("name", names.get(s));
      if (stacked) {
        one.put("stack", "all");
      }
      if (touching) {
        one.put("barCategoryGap", "0%").put("barGap", "-100%");
        one.putObject("itemStyle").put("opacity", names.size() > 1 ? 0.6 : 1);
      }
      ArrayNode data = one.putArray("data");
      for (int i = 0; i < order.size(); i++) {
        Options.number(data, values.get(s)[lying ? order.size() - 1 - i : i]);
      }
    }
    int height =
        lying ? 110 + 22 * Math.max(2, categories.size()) * (stacked ? 1 : names.size()) : 340;
    return new Chart(id, title, summary, option, table(), height);
  }

  private Numbers table() {
    List<String> columns = new ArrayList<>(List.of(categoryName));
    columns.addAll(names);
    Numbers table = new Numbers(columns, List.of());
    for (int i = 0; i < categories.size(); i++) {
      List<Object> row = new ArrayList<>();
      row.add(categories.get(i));
      for (double[] each : values) {
        row.add(each[i]);
      }
      table.rows().add(row);
    }
    return table;
  }
}
