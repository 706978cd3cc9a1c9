package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lockstep.trainer.data.Split;

/** One constraint from none to far too much, judged on the validation rows. */
final class Sweep {
  private static final String HIDDEN = "type=dense, units=64, activation=sigmoid";

  /** {@code %s} takes the value: one λ for both kernels of the lecture's network. */
  static final List<String> PENALTY =
      List.of("network.layers=[{" + HIDDEN + ", l2=%s}]", "network.output.l2=%s");

  static final List<String> SPARSITY =
      List.of("network.layers=[{" + HIDDEN + ", l1=%s}]", "network.output.l1=%s");

  static final List<String> DROPOUT =
      List.of("network.layers=[{" + HIDDEN + "}, {type=dropout, rate=%s}]");

  static final List<String> LONGEST =
      List.of("network.layers=[{" + HIDDEN + ", maxNorm=%s}]", "network.output.maxNorm=%s");

  static final List<String> PENALTIES =
      List.of("1e-6", "1e-5", "3e-5", "1e-4", "2e-4", "5e-4", "1e-3", "3e-3", "1e-2", "1e-1");

  static final List<String> RATES =
      List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "0.95");

  private final List<Point> points;
  private final String column;

  /**
   * @param word the value, as the job file has it
   */
  record Point(String word, Lab.Run run) {
    double x() {
      return Double.parseDouble(word);
    }
  }

  private Sweep(List<Point> points, String column) {
    this.points = points;
    this.column = column;
  }

  /**
   * Trains them all.
   *
   * @param changes of the job, each with a place for the value
   * @param words the values, ascending
   * @param column a metric of the validation rows, {@code validation macro_f1}
   */
  static Sweep of(Lab lab, String job, List<String> changes, List<String> words, String column)
      throws IOException {
    List<Point> points = new ArrayList<>();
    for (String word : words) {
      String[] changed =
          changes.stream().map(change -> change.formatted(word)).toArray(String[]::new);
      points.add(new Point(word, lab.train(job, changed)));
    }
    return new Sweep(points, column);
  }

  private double value(Point point) {
    return point.run().trained().score(Split.VALIDATION, column.split(" ")[1]);
  }

  /** The best on the validation rows; the first of equals. */
  Point best() {
    return points.stream().max(Comparator.comparingDouble(this::value)).orElseThrow();
  }

  Point last() {
    return points.get(points.size() - 1);
  }

  List<Point> points() {
    return points;
  }

  /** Whether the best is neither the least nor the largest value. */
  boolean bestIsBetween() {
    int best = points.indexOf(best());
    return best > 0 && best < points.size() - 1;
  }

  /** The values, as numbers. */
  double[] places() {
    return points.stream().mapToDouble(Point::x).toArray();
  }

  /** A figure of each training, in their order. */
  double[] figures(String metric, String figure) {
    return points.stream()
        .mapToDouble(point -> point.run().trained().figures(metric).get(figure))
        .toArray();
  }
}
