package org.lockstep.driver.search.judge;

import java.util.Optional;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How far one setting is above another, by the corrected resampled t-test (Nadeau &amp; Bengio
 * 2003, section 3): with the differences d of J paired scores, their mean d̄ and variance s²,
 *
 * <pre>
 *   d̄ ± t₍J−1, 1−α/2₎ · √((1/J + n₂/n₁)·s²),   n₁ training rows, n₂ judging rows
 * </pre>
 *
 * <p>The plain paired test takes 1/J alone: it forgets that the divisions share most of their
 * training rows, and finds differences where there are none. Neither knows that the two were picked
 * from many: between the best and the next of a search the interval is still a little hopeful.
 *
 * @param mean d̄, the first's score minus the second's
 * @param low lower end of the interval
 * @param high upper end
 * @param pValue two-sided, of no difference
 * @param confidence 1 − α
 */
public record Difference(double mean, double low, double high, double pValue, double confidence) {
  public static final String METHOD = "corrected resampled t-test (Nadeau & Bengio 2003)";

  /**
   * @param first scores of the first setting, one a division
   * @param second of the other, of the same divisions
   * @param testShare n₂/n₁ of a division
   * @param confidence in (0, 1), for example 0.95
   * @return empty for fewer than two divisions: one pair of scores says nothing of its own error
   */
  public static Optional<Difference> of(
      double[] first, double[] second, double testShare, double confidence) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "scores must be pairs. Received: %d and %d".formatted(first.length, second.length));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence must be above 0 and below 1. Received: " + confidence);
    }
    if (first.length < 2) {
      return Optional.empty();
    }
    double[] differences = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      differences[i] = first[i] - second[i];
    }
    Spread spread = Spread.of(differences);
    double error = spread.deviation() * Math.sqrt(1.0 / spread.count() + testShare);
    // No generator: the distribution is asked for quantiles alone.
    TDistribution t = new TDistribution(null, spread.count() - 1);
    double reach = t.inverseCumulativeProbability(0.5 + confidence / 2) * error;
    double mean = spread.mean();
    double pValue =
        error == 0 ? (mean == 0 ? 1 : 0) : 2 * t.cumulativeProbability(-Math.abs(mean) / error);
    return Optional.of(new Difference(mean, mean - reach, mean + reach, pValue, confidence));
  }
}
