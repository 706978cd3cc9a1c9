package org.lockstep.driver.search.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Values of a job file as they are kept: strings, booleans, Long, Double, and lists of them. */
final class Values {
  private static final MathContext DIGITS = new MathContext(6);

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
   * range.
   */
  static double rounded(double x, double low, double high) {
    double short6 = new BigDecimal(x).round(DIGITS).doubleValue();
    return Math.max(low, Math.min(high, short6));
  }
}
