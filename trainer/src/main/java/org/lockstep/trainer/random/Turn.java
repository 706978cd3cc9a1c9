package org.lockstep.trainer.random;

/**
 * Cosines of parts of a turn, without an object: {@link StrictMath#cos} makes arrays in some JDKs.
 * By Taylor's series around the nearest quarter of the turn, fused multiply-adds in Horner's order,
 * so of the same bits everywhere; at most 2⁻⁵² from the true value.
 */
final class Turn {
  /** (−1)ᵏ/(2k)!, k = 8 … 1. */
  private static final double[] COSINE = series(16);

  /** (−1)ᵏ/(2k + 1)!, k = 8 … 1. */
  private static final double[] SINE = series(17);

  private Turn() {}

  /** Reciprocals of factorials with signs in turn, every second one from {@code last} down to 2. */
  private static double[] series(int last) {
    double[] series = new double[last / 2];
    for (int i = 0; i < series.length; i++) {
      int n = last - 2 * i;
      double factorial = 1; // exact up to 18!
      for (int k = 2; k <= n; k++) {
        factorial *= k;
      }
      series[i] = (n / 2 % 2 == 0 ? 1 : -1) / factorial;
    }
    return series;
  }

  /**
   * cos(2π·u)
   *
   * @param u in [0, 1), a multiple of 2⁻⁵³
   */
  static double cosine(double u) {
    int quarter = (int) Math.rint(4 * u);
    double x = 2 * Math.PI * (u - quarter / 4.0); // the difference is exact, |x| ≤ π/4
    return switch (quarter & 3) {
      case 0 -> cosineNearZero(x);
      case 1 -> -sineNearZero(x);
      case 2 -> -cosineNearZero(x);
      default -> sineNearZero(x);
    };
  }

  private static double cosineNearZero(double x) {
    return Math.fma(x * x, sum(COSINE, x * x), 1);
  }

  private static double sineNearZero(double x) {
    return Math.fma(x * x * x, sum(SINE, x * x), x);
  }

  private static double sum(double[] series, double z) {
    double sum = series[0];
    for (int i = 1; i < series.length; i++) {
      sum = Math.fma(sum, z, series[i]);
    }
    return sum;
  }
}
