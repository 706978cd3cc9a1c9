package org.lockstep.datasets.check;

import java.util.regex.Pattern;

/** Reads a number as data files write it: decimal, sign, exponent; not Java's {@code 1f} or hex. */
public final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[+-]?(?:nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private Numbers() {}

  /**
   * The value, finite; or NaN when {@link #problem} has something to say.
   *
   * @param stripped without surrounding white space
   */
  public static double parse(String stripped) {
    if (!DECIMAL.matcher(stripped).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(stripped);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /** Why {@link #parse} gave NaN: {@code not_finite} or {@code not_a_number}. */
  public static String problem(String stripped) {
    return DECIMAL.matcher(stripped).matches() || NOT_FINITE.matcher(stripped).matches()
        ? Reasons.NOT_FINITE
        : Reasons.NOT_A_NUMBER;
  }
}
