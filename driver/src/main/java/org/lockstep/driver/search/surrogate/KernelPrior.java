package org.lockstep.driver.search.surrogate;

/**
 * What is believed of a kernel before any score is seen: independent normals of the logarithms. A
 * handful of scores is as likely under a length scale far too short as under the right one, and the
 * likelihood alone often takes the former.
 *
 * <p>Length scales as Hvarfner, Hellsten &amp; Nardi, "Vanilla Bayesian optimization performs great
 * in high dimensions", ICML 2024: ln ℓ ~ N(√2 + ln(d)/2, 3), since the distances in a cube grow
 * with √d; ln s² ~ N(0, 1) and ln σ² ~ N(−7, 4) for scores of variance 1: a training repeats itself
 * to the bit, so that most of its noise is roughness.
 *
 * @param strength 1, or 0 for the likelihood alone
 */
record KernelPrior(double strength) {
  static final KernelPrior STANDARD = new KernelPrior(1);

  private static double center(int j, int dimensions) {
    return j < dimensions
        ? Math.sqrt(2) + StrictMath.log(dimensions) / 2
        : j == dimensions ? 0 : -7;
  }

  private static double variance(int j, int dimensions) {
    return j < dimensions ? 3 : j == dimensions ? 1 : 4;
  }

  /** The logarithm of the density at (ln ℓ₁, …, ln ℓ_d, ln s², ln σ²), but for a constant. */
  double log(double[] logarithms) {
    int d = logarithms.length - 2;
    double sum = 0;
    for (int j = 0; j < logarithms.length; j++) {
      double off = logarithms[j] - center(j, d);
      sum -= off * off / (2 * variance(j, d));
    }
    return strength * sum;
  }

  /** The derivative of {@link #log} in the j-th logarithm. */
  double slope(double[] logarithms, int j) {
    int d = logarithms.length - 2;
    return -strength * (logarithms[j] - center(j, d)) / variance(j, d);
  }
}
