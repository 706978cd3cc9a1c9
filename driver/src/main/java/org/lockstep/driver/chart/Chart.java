package org.lockstep.driver.chart;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A picture: what ECharts draws (its option: data alone, no functions), the same in a sentence and
 * as a table. Colours of texts and background are the theme's.
 *
 * @param id letters, digits and hyphens; the name of its file
 * @param title the heading
 * @param summary what there is to see
 * @param option of ECharts
 * @param table the numbers that are drawn
 * @param height in pixels
 */
public record Chart(
    String id, String title, String summary, ObjectNode option, Numbers table, int height) {
  public Chart {
    if (!id.matches("[a-z0-9][a-z0-9-]{0,79}")) {
      throw new IllegalArgumentException(
          "id must be lower-case letters, digits and hyphens. Received: " + id);
    }
  }

  /** An id out of any text. */
  public static String id(String text) {
    String id =
        text.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    String kept = id.substring(0, Math.min(60, id.length())).replaceAll("-$", "");
    return kept.isEmpty() ? "chart" : kept;
  }
}
