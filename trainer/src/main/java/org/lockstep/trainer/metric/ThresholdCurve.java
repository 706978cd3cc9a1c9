package org.lockstep.trainer.metric;

/**
 * What "of the class" above a threshold gives, thresholds falling: the points of the ROC curve and
 * of precision over recall (= true positive rate) of one class against the rest.
 *
 * @param thresholds probabilities; the first is above all rows
 * @param falsePositiveRates others above it / all others; NaN without others
 * @param truePositiveRates of the class above it / of the class; NaN without rows of the class
 * @param precisions of the class above it / all above it; 1 where nothing is
 */
public record ThresholdCurve(
    double[] thresholds,
    double[] falsePositiveRates,
    double[] truePositiveRates,
    double[] precisions) {

  /** How many points. */
  public int size() {
    return thresholds.length;
  }
}
