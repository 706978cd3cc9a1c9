package org.lockstep.trainer.metric;

import java.io.Serializable;

/**
 * The scores of one class or label, each 0 where it would be 0/0 (scikit-learn's {@code
 * zero_division=0}).
 *
 * @param precision true positives / predicted
 * @param recall true positives / support
 * @param f1 2·true positives / (predicted + support)
 * @param support rows whose label is the class
 * @param rocAuc area under the ROC curve, of a label in an evaluation; otherwise NaN
 * @param averagePrecision likewise; both are {@link ScoreHistogram}'s
 */
public record ClassScores(
    double precision,
    double recall,
    double f1,
    long support,
    double rocAuc,
    double averagePrecision)
    implements Serializable {

  /** Without areas. */
  public ClassScores(double precision, double recall, double f1, long support) {
    this(precision, recall, f1, support, Double.NaN, Double.NaN);
  }

  /** From counts of rows: of the class and predicted, predicted, of the class. */
  static ClassScores of(long hits, long predicted, long support) {
    return new ClassScores(
        quotient(hits, predicted),
        quotient(hits, support),
        quotient(2.0 * hits, (double) predicted + support),
        support);
  }

  static double quotient(double numerator, double denominator) {
    return denominator == 0 ? 0 : numerator / denominator;
  }
}
