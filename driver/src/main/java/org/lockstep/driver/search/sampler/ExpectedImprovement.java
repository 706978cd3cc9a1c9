package org.lockstep.driver.search.sampler;

import org.apache.commons.math3.special.Erf;
import org.lockstep.driver.search.surrogate.Prediction;

/**
 * How much better than the best a point may be expected to be (Močkus 1975; Jones, Schonlau &amp;
 * Welch 1998): E max(0, f − best) = σ·h(z), h(z) = z·Φ(z) + φ(z), z = (μ − best)/σ. As a logarithm
 * (Ament et al., "Unexpected improvements to expected improvement", NeurIPS 2023), since h
 * underflows where a search is nearly done, and every point would look the same.
 */
final class ExpectedImprovement {
  private static final double ROOT_2PI = Math.sqrt(2 * Math.PI);

  /** Below it h(z) = φ(z)/z²·(1 − 3/z² + 15/z⁴ − …), and the direct formula loses its digits. */
  private static final double FAR = -15;

  private ExpectedImprovement() {}

  /** ln(σ·h(z)). */
  static double log(Prediction prediction, double best) {
    double z = (prediction.mean() - best) / prediction.deviation();
    return StrictMath.log(prediction.deviation()) + logH(z);
  }

  static double logH(double z) {
    if (z < FAR) {
      double inverse = 1 / (z * z);
      double series = 1 - inverse * (3 - inverse * (15 - inverse * 105));
      return -z * z / 2
          - StrictMath.log(ROOT_2PI)
          - 2 * StrictMath.log(-z)
          + StrictMath.log(series);
    }
    double density = StrictMath.exp(-z * z / 2) / ROOT_2PI;
    return StrictMath.log(z * Erf.erfc(-z / Math.sqrt(2)) / 2 + density);
  }
}
