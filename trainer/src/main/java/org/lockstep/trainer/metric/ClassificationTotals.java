package org.lockstep.trainer.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lockstep.trainer.decision.Decision;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Counts by (true class, predicted class). With several logits the prediction is the class of the
 * largest, with one logit it is 1 above the threshold: {@link Decision}.
 *
 * <p>Averages over classes are scikit-learn's with {@code labels} = all classes and {@code
 * zero_division=0}: a class that neither occurs nor is predicted counts with 0. Micro averages are
 * those of the counts of all classes together; with one label a row, all three equal the accuracy.
 */
public final class ClassificationTotals extends Totals {
  private static final long serialVersionUID = 1L;

  static final List<String> METRICS =
      List.of(
          "accuracy",
          "macro_f1",
          "weighted_f1",
          "micro_f1",
          "macro_precision",
          "weighted_precision",
          "micro_precision",
          "macro_recall",
          "weighted_recall",
          "micro_recall");

  private final int outputs;
  private final int classes;

  /** Of the one logit, if it is one. */
  private final float[] cuts;

  /** Row-major (true class, predicted class). */
  private final long[] confusion;

  /** Null where only the counts are kept. */
  private final ProbabilityTotals probabilities;

  /**
   * @param cuts of the one logit, {@code Thresholds.cuts()}; empty for several
   * @param withProbabilities whether to keep what {@link ProbabilityTotals} tells
   */
  ClassificationTotals(int outputs, float[] cuts, boolean withProbabilities) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be >= 1. Received: " + outputs);
    }
    this.outputs = outputs;
    this.classes = Math.max(2, outputs);
    this.cuts = cuts;
    this.confusion = new long[classes * classes];
    this.probabilities = withProbabilities ? new ProbabilityTotals(outputs) : null;
  }

  @Override
  void count(Matrix logits, float[] targets) {
    for (int row = 0; row < logits.rows(); row++) {
      confusion[(int) targets[row] * classes + predicted(logits, row)]++;
    }
    if (probabilities != null) {
      probabilities.count(logits, targets);
    }
  }

  private int predicted(Matrix logits, int row) {
    if (outputs == 1) {
      return Decision.isPositive(logits.get(row, 0), cuts[0]) ? 1 : 0;
    }
    return Decision.largest(logits, row);
  }

  @Override
  void merge(Totals other) {
    if (!(other instanceof ClassificationTotals counts)
        || counts.outputs != outputs
        || !Arrays.equals(counts.cuts, cuts)
        || (counts.probabilities == null) != (probabilities == null)) {
      throw mismatch(this, other);
    }
    for (int i = 0; i < confusion.length; i++) {
      confusion[i] += counts.confusion[i];
    }
    if (probabilities != null) {
      probabilities.add(counts.probabilities);
    }
  }

  @Override
  public void clear() {
    super.clear();
    Arrays.fill(confusion, 0);
    if (probabilities != null) {
      probabilities.clear();
    }
  }

  @Override
  void counts(TotalsWire wire) {
    wire.pass(confusion);
    if (probabilities != null) {
      probabilities.numbers(wire);
    }
  }

  @Override
  public ClassificationTotals newInstance() {
    return new ClassificationTotals(outputs, cuts, probabilities != null);
  }

  @Override
  ScoreHistogram[] labelHistograms() {
    return probabilities == null || outputs > 1 ? super.labelHistograms() : probabilities.areas();
  }

  @Override
  ScoreHistogram[] histograms() {
    return probabilities == null ? super.histograms() : probabilities.areas();
  }

  @Override
  public List<CalibrationBin> calibration() {
    return probabilities == null ? super.calibration() : probabilities.calibration().bins();
  }

  @Override
  public Scores scores() {
    long[][] table = new long[classes][classes];
    List<ClassScores> perClass = new ArrayList<>();
    long correct = 0;
    for (int c = 0; c < classes; c++) {
      System.arraycopy(confusion, c * classes, table[c], 0, classes);
      correct += table[c][c];
      perClass.add(classScores(c));
    }
    // Without rows there is no score, not a score of 0.
    double accuracy = (double) correct / rows();
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", accuracy);
    average(values, "f1", perClass, ClassScores::f1, accuracy);
    average(values, "precision", perClass, ClassScores::precision, accuracy);
    average(values, "recall", perClass, ClassScores::recall, accuracy);
    if (probabilities != null) {
      probabilities.scores(rows(), values);
    }
    return new Scores(rows(), loss(), values, Optional.of(table), perClass);
  }

  private void average(
      Map<String, Double> values,
      String name,
      List<ClassScores> perClass,
      ToDoubleFunction<ClassScores> score,
      double micro) {
    double sum = 0;
    double weighted = 0;
    for (ClassScores scores : perClass) {
      sum += score.applyAsDouble(scores);
      weighted += score.applyAsDouble(scores) * scores.support();
    }
    values.put("macro_" + name, rows() == 0 ? Double.NaN : sum / classes);
    values.put("weighted_" + name, weighted / rows());
    values.put("micro_" + name, micro);
  }

  private ClassScores classScores(int c) {
    long support = 0;
    long predicted = 0;
    for (int k = 0; k < classes; k++) {
      support += confusion[c * classes + k];
      predicted += confusion[k * classes + c];
    }
    long hits = confusion[c * classes + c];
    return ClassScores.of(hits, predicted, support);
  }

  @Override
  public String toString() {
    String kept = probabilities == null ? "" : " with probabilities";
    return "classification totals of " + outputs + " logits" + kept;
  }
}
