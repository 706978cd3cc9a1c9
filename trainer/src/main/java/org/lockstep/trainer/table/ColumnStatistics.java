package org.lockstep.trainer.table;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * What one numeric feature's values tell, blanks apart. Sums are exact and the median sorts, so the
 * result does not depend on the order of rows. Values are kept only where a median needs them (8
 * bytes each).
 */
final class ColumnStatistics implements Serializable {
  private static final long serialVersionUID = 1L;

  /** More digits than a quotient that rounds to a double can need in practice. */
  private static final MathContext DIGITS = new MathContext(60);

  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final boolean keepsValues;
  private double[] values = {};
  private long count;
  private long blanks;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  ColumnStatistics(boolean keepsValues) {
    this.keepsValues = keepsValues;
  }

  /** Adds a value; NaN counts as blank. */
  void add(double x) {
    if (Double.isNaN(x)) {
      blanks++;
      return;
    }
    double value = x + 0.0; // −0 becomes +0, so that min and max do not depend on which came first
    sum.add(value);
    squares.addSquare(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
    if (keepsValues) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.max(16, values.length * 2));
      }
      values[(int) count] = value;
    }
    count++;
  }

  void merge(ColumnStatistics other) {
    sum.merge(other.sum);
    squares.merge(other.squares);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    if (keepsValues) {
      int total = Math.toIntExact(count + other.count);
      values = Arrays.copyOf(values, total);
      System.arraycopy(other.values, 0, values, (int) count, (int) other.count);
    }
    count += other.count;
    blanks += other.blanks;
  }

  /**
   * The feature's filling and scaling. Filled blanks count as values when scaling, as in
   * scikit-learn's SimpleImputer followed by a scaler.
   */
  FittedNumeric finish(String name, NumericBlanks rule, Scale scale) {
    if (count == 0 && rule.rule() != NumericBlanks.Rule.CONSTANT) {
      throw new IllegalArgumentException(
          "a numeric feature must have a value in the training rows. Received: %d blanks (column \"%s\")"
              .formatted(blanks, name));
    }
    double fill =
        switch (rule.rule()) {
          case DROP -> Double.NaN;
          case CONSTANT -> rule.constant();
          case MEAN -> sum.value().divide(BigDecimal.valueOf(count), DIGITS).doubleValue();
          case MEDIAN -> median();
        };
    boolean filled = blanks > 0 && !Double.isNaN(fill);
    return switch (scale) {
      case NONE -> new FittedNumeric(fill, 0, 1);
      case STANDARD -> standard(fill, filled);
      case MIN_MAX -> {
        double least = filled ? Math.min(min, fill) : min;
        double range = (filled ? Math.max(max, fill) : max) - least;
        if (!Double.isFinite(range)) {
          throw new IllegalArgumentException(
              "max − min must be a finite double. Received: %s − %s (column \"%s\")"
                  .formatted(max, min, name));
        }
        yield new FittedNumeric(fill, least, range == 0 ? 1 : range);
      }
    };
  }

  /** mean = Σx/n; variance = (n·Σx² − (Σx)²)/n², exact up to one rounding to {@link #DIGITS}. */
  private FittedNumeric standard(double fill, boolean filled) {
    BigDecimal total = sum.value();
    BigDecimal totalSquares = squares.value();
    BigDecimal rows = BigDecimal.valueOf(count);
    if (filled) {
      BigDecimal value = new BigDecimal(fill);
      BigDecimal times = BigDecimal.valueOf(blanks);
      total = total.add(value.multiply(times));
      totalSquares = totalSquares.add(value.multiply(value).multiply(times));
      rows = rows.add(times);
    }
    BigDecimal spread = rows.multiply(totalSquares).subtract(total.multiply(total));
    double mean = total.divide(rows, DIGITS).doubleValue();
    double deviation = spread.divide(rows.multiply(rows), DIGITS).sqrt(DIGITS).doubleValue();
    return new FittedNumeric(fill, mean, deviation == 0 ? 1 : deviation);
  }

  private double median() {
    double[] sorted = Arrays.copyOf(values, (int) count);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }
}
