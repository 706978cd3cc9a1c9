package org.lockstep.trainer.gradientcheck;

/** What stands for {@code FloatErf} in the double edition, to 13 digits. */
public final class DoubleErf {
  /** Below, the series needs fewer than 60 terms and erfc does not cancel much. */
  private static final double NEAR = 2;

  private static final int FRACTIONS = 120;

  private DoubleErf() {}

  public static double erf(double x) {
    double a = Math.abs(x);
    return Math.copySign(a < NEAR ? series(a) : 1 - complement(a), x);
  }

  /** Φ(x) = ½·erfc(−x/√2). */
  public static double normal(double x) {
    double a = Math.abs(x) / Math.sqrt(2);
    double tail = (a < NEAR ? 1 - series(a) : complement(a)) / 2;
    return x < 0 ? tail : 1 - tail;
  }

  /** 2/√π·e^{−x²}·Σ 2ⁿ·x²ⁿ⁺¹ / (1·3·…·(2n+1)), all terms positive (Abramowitz & Stegun 7.1.6). */
  private static double series(double x) {
    double term = x;
    double sum = 0;
    for (int n = 0; sum + term != sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
  }

  /** e^{−x²}/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))) (Abramowitz & Stegun 7.1.14). */
  private static double complement(double x) {
    double fraction = x;
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
  }
}
