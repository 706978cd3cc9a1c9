package org.lockstep.driver.report;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
final class Figures {
  private Figures() {}

  /** Four decimals, or a dash where there is no number. */
  static String score(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Four decimals with their sign, or a dash where there is no number. */
  static String difference(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%+.4f", value);
  }

  /** One decimal and the unit. */
  static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** With thousands separated by commas. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
