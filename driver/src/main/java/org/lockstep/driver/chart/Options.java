package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the options of all kinds of charts share. */
final class Options {
  /** Told apart by people with any colour vision (Okabe &amp; Ito 2008, its yellow left out). */
  static final List<String> COLOURS =
      List.of(
          "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#8a8f98");

  /** From little to much, and readable in print: viridis. */
  static final List<String> LITTLE_TO_MUCH =
      List.of("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Options() {}

  static ObjectNode node() {
    return JSON.createObjectNode();
  }

  /**
   * A grid with a tooltip, a legend that scrolls, and a button that saves the picture.
   *
   * @param summary for screen readers
   * @param trigger {@code axis} or {@code item}
   */
  static ObjectNode grid(String id, String summary, String trigger, boolean legend) {
    ObjectNode option = bare(id, summary, trigger);
    ObjectNode grid = option.putObject("grid");
    grid.put("left", 12).put("right", 24).put("bottom", 28).put("top", legend ? 52 : 36);
    grid.put("containLabel", true);
    if (legend) {
      option
          .putObject("legend")
          .put("type", "scroll")
          .put("top", 0)
          .put("left", 0)
          .put("right", 60);
    }
    return option;
  }

  static ObjectNode bare(String id, String summary, String trigger) {
    ObjectNode option = node();
    ArrayNode colours = option.putArray("color");
    COLOURS.forEach(colours::add);
    ObjectNode aria = option.putObject("aria");
    aria.put("enabled", true);
    aria.putObject("label").put("description", summary);
    // Drawn, not put into the page as HTML.
    option
        .putObject("tooltip")
        .put("trigger", trigger)
        .put("renderMode", "richText")
        .put("confine", true);
    ObjectNode save = option.putObject("toolbox").putObject("feature").putObject("saveAsImage");
    save.put("name", id).put("title", "Save as PNG").put("pixelRatio", 2);
    option.put("animation", false);
    return option;
  }

  static ObjectNode valueAxis(String name) {
    ObjectNode axis = node();
    axis.put("type", "value").put("name", name).put("nameLocation", "middle").put("nameGap", 30);
    axis.putObject("axisLabel").put("hideOverlap", true);
    axis.putObject("axisLine").put("onZero", false); // at the edge, whatever the signs
    return axis;
  }

  static ObjectNode categoryAxis(String name, List<String> words) {
    ObjectNode axis = node();
    axis.put("type", "category").put("name", name).put("nameLocation", "middle").put("nameGap", 30);
    ArrayNode data = axis.putArray("data");
    words.forEach(data::add);
    return axis;
  }

  /** Six significant digits: more cannot be seen. Null where there is no number. */
  static void number(ArrayNode array, double value) {
    if (!Double.isFinite(value)) {
      array.addNull();
    } else if (value == 0 || value == Math.rint(value) && Math.abs(value) < 1e9) {
      array.add(value == 0 ? 0L : (long) value);
    } else {
      array.add(new java.math.BigDecimal(value).round(new java.math.MathContext(6)).doubleValue());
    }
  }
}
