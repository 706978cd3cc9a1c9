package org.lockstep.driver.reproduce;

import java.util.Arrays;
import java.util.List;

/**
 * A picture, as numbers: lines over an axis, or points before a field of probabilities.
 *
 * @param title one line
 * @param x name of the horizontal axis
 * @param y name of the vertical axis
 * @param logarithmic whether the horizontal axis is
 * @param lines their points in order; a line of points without a stroke says so
 * @param field rows from bottom to top over the square from {@code low} to {@code high}, values 0
 *     to 1; empty for none
 * @param low of both axes of the field
 * @param high of both axes of the field
 */
record Chart(
    String title,
    String x,
    String y,
    boolean logarithmic,
    List<Line> lines,
    List<double[]> field,
    double low,
    double high) {

  /**
   * Points, joined or not.
   *
   * @param joined by a stroke
   */
  record Line(String name, double[] x, double[] y, boolean joined) {
    Line(String name, double[] x, double[] y) {
      this(name, x, y, true);
    }
  }

  /** Lines over an axis. */
  static Chart lines(String title, String x, String y, boolean logarithmic, List<Line> lines) {
    return new Chart(title, x, y, logarithmic, lines, List.of(), 0, 0);
  }

  /** Values by epoch, from 1 on. */
  static Line byEpoch(String name, double[] y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    return new Line(name, x, y);
  }
}
