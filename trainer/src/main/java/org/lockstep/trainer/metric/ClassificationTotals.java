package org.lockstep.trainer.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Counts by (true class, predicted class). With several logits the prediction is the class of the
 * largest (the first of equals), with one logit it is 1 where the logit is above 0.
 *
 * <p>Averages over classes are scikit-learn's with {@code labels} = all classes and {@code
 * zero_division=0}: a class that neither occurs nor is predicted counts with 0.
 */
public final class ClassificationTotals extends Totals {
  private static final long serialVersionUID = 1L;

  static final List<String> METRICS =
      List.of("accuracy", "macro_f1", "weighted_f1", "macro_precision", "macro_recall");

  private final int outputs;
  private final int classes;

  /** Row-major (true class, predicted class). */
  private final long[] confusion;

  ClassificationTotals(int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be >= 1. Received: " + outputs);
    }
    this.outputs = outputs;
    this.classes = Math.max(2, outputs);
    this.confusion = new long[classes * classes];
  }

  @Override
  void count(Matrix logits, float[] targets) {
    for (int row = 0; row < logits.rows(); row++) {
      confusion[(int) targets[row] * classes + predicted(logits, row)]++;
    }
  }

  private int predicted(Matrix logits, int row) {
    if (outputs == 1) {
      return logits.get(row, 0) > 0 ? 1 : 0;
    }
    int best = 0;
    for (int k = 1; k < outputs; k++) {
      best = logits.get(row, k) > logits.get(row, best) ? k : best;
    }
    return best;
  }

  @Override
  void merge(Totals other) {
    if (!(other instanceof ClassificationTotals counts) || counts.outputs != outputs) {
      throw mismatch(this, other);
    }
    for (int i = 0; i < confusion.length; i++) {
      confusion[i] += counts.confusion[i];
    }
  }

  @Override
  public void clear() {
    super.clear();
    Arrays.fill(confusion, 0);
  }

  @Override
  public ClassificationTotals newInstance() {
    return new ClassificationTotals(outputs);
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
    double f1 = 0;
    double weightedF1 = 0;
    double precision = 0;
    double recall = 0;
    for (ClassScores scores : perClass) {
      f1 += scores.f1();
      weightedF1 += scores.f1() * scores.support();
      precision += scores.precision();
      recall += scores.recall();
    }
    // Without rows there is no score, not a score of 0.
    double some = rows() == 0 ? Double.NaN : classes;
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) correct / rows());
    values.put("macro_f1", f1 / some);
    values.put("weighted_f1", weightedF1 / rows());
    values.put("macro_precision", precision / some);
    values.put("macro_recall", recall / some);
    return new Scores(rows(), loss(), values, Optional.of(table), perClass);
  }

  private ClassScores classScores(int c) {
    long support = 0;
    long predicted = 0;
    for (int k = 0; k < classes; k++) {
      support += confusion[c * classes + k];
      predicted += confusion[k * classes + c];
    }
    long hits = confusion[c * classes + c];
    return new ClassScores(
        quotient(hits, predicted),
        quotient(hits, support),
        quotient(2 * hits, predicted + support),
        support);
  }

  private static double quotient(long numerator, long denominator) {
    return denominator == 0 ? 0 : (double) numerator / denominator;
  }

  @Override
  public String toString() {
    return "classification totals of " + outputs + " logits";
  }
}
