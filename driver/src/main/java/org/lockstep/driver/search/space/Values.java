package org.lockstep.driver.search.space;

import java.util.List;
import java.util.stream.IntStream;

/** Values of a job file as they are kept: strings, booleans, Long, Double, and lists of them. */
final class Values {
  private static final int DIGITS = 6;

  /** 10⁰ to 10²²: beyond them a value keeps all its digits. */
  private static final double[] POWERS =
      IntStream.rangeClosed(0, 22).mapToDouble(i -> Double.parseDouble("1e" + i)).toArray();

  private Values() {}

  /** Whole numbers as Long and others as Double, in lists as well. */
  static Object normal(Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Values::normal).toList();
    }
    if (value instanceof String
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double) {
      return value;
    }
    throw new IllegalArgumentException(
        "a value must be a text, a number, true, false or a list of them. Received: " + value);
  }

  /** Whether two values are the same: 1 and 1.0 are. */
  static boolean same(Object a, Object b) {
    return a instanceof Number x && b instanceof Number y
        ? x.doubleValue() == y.doubleValue()
        : a.equals(b);
  }

  /**
   * Six digits, which is what a person reads in a table and copies into a job file, kept within the
   * range. A whole number over or times a power of ten that a double holds exactly: the double that
   * is nearest to those digits.
   */
  static double rounded(double x, double low, double high) {
    int places = DIGITS - 1 - (int) Math.floor(StrictMath.log10(Math.abs(x)));
    double digits = x;
    if (places >= 0 && places < POWERS.length) {
      digits = Math.rint(x * POWERS[places]) / POWERS[places];
    } else if (places < 0 && -places < POWERS.length) {
      digits = Math.rint(x / POWERS[-places]) * POWERS[-places];
    }
    return Math.max(low, Math.min(high, digits));
  }
}
