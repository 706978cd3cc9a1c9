package org.lockstep.trainer.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lockstep.trainer.decision.Decision;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Counts of each label: predicted ({@link Decision#isPositive}), true, both.
 *
 * <ul>
 *   <li>{@code subset_accuracy}: the share of rows of which all labels are right.
 *   <li>{@code hamming_loss}: the share of (row, label) that are wrong.
 *   <li>{@code macro_}, {@code weighted_} (by support), {@code micro_} (of all counts together) and
 *       {@code samples_} (the mean over rows) F1, precision and recall, as scikit-learn's with
 *       {@code zero_division=0}: what would be 0/0 counts 0, also a row without a label for which
 *       none is predicted.
 *   <li>In an evaluation {@code log_loss} (mean over rows and labels, from the logits), {@code
 *       brier_score} (mean of (p − t)²), and the plain means over labels of {@code roc_auc} and
 *       {@code average_precision} ({@link ScoreHistogram}); a label that no row has, and for {@code
 *       roc_auc} one that all rows have, is left out.
 * </ul>
 */
public final class MultiLabelTotals extends Totals {
  private static final long serialVersionUID = 1L;

  static final List<String> METRICS =
      List.of(
          "subset_accuracy",
          "hamming_loss",
          "macro_f1",
          "weighted_f1",
          "micro_f1",
          "samples_f1",
          "macro_precision",
          "weighted_precision",
          "micro_precision",
          "samples_precision",
          "macro_recall",
          "weighted_recall",
          "micro_recall",
          "samples_recall");

  static final List<String> EVALUATED =
      List.of("log_loss", "brier_score", "roc_auc", "average_precision");

  private final float[] cuts;
  private final long[] hits;
  private final long[] predicted;
  private final long[] support;
  private long exact;
  private double rowF1;
  private double rowPrecision;
  private double rowRecall;
  private double logLoss;
  private double squares;

  /** One a label; none where only the counts are kept. */
  private final ScoreHistogram[] histograms;

  /**
   * @param thresholds one a label
   * @param withProbabilities whether to keep what an evaluation tells
   */
  MultiLabelTotals(Thresholds thresholds, boolean withProbabilities) {
    this(thresholds.cuts(), withProbabilities);
  }

  private MultiLabelTotals(float[] cuts, boolean withProbabilities) {
    int labels = cuts.length;
    this.cuts = cuts;
    this.hits = new long[labels];
    this.predicted = new long[labels];
    this.support = new long[labels];
    this.histograms = new ScoreHistogram[withProbabilities ? labels : 0];
    Arrays.setAll(histograms, k -> new ScoreHistogram(ScoreHistogram.bins(labels)));
  }

  @Override
  void count(Matrix logits, float[] targets) {
    int labels = cuts.length;
    for (int row = 0; row < logits.rows(); row++) {
      int both = 0;
      int said = 0;
      int is = 0;
      for (int k = 0; k < labels; k++) {
        float z = logits.get(row, k);
        boolean one = targets[row * labels + k] == 1;
        boolean positive = Decision.isPositive(z, cuts[k]);
        predicted[k] += positive ? 1 : 0;
        support[k] += one ? 1 : 0;
        hits[k] += positive && one ? 1 : 0;
        said += positive ? 1 : 0;
        is += one ? 1 : 0;
        both += positive && one ? 1 : 0;
        if (histograms.length > 0) {
          evaluate(k, z, one);
        }
      }
      exact += both == said && both == is ? 1 : 0;
      rowF1 += ClassScores.quotient(2.0 * both, (double) said + is);
      rowPrecision += ClassScores.quotient(both, said);
      rowRecall += ClassScores.quotient(both, is);
    }
  }

  private void evaluate(int label, float z, boolean one) {
    double miss = FloatMath.sigmoid(one ? -z : z);
    logLoss += FloatMath.softplus(one ? -z : z);
    squares += miss * miss;
    histograms[label].count(z, one);
  }

  @Override
  void merge(Totals other) {
    if (!(other instanceof MultiLabelTotals counts)
        || !Arrays.equals(counts.cuts, cuts)
        || counts.histograms.length != histograms.length) {
      throw mismatch(this, other);
    }
    for (int k = 0; k < cuts.length; k++) {
      hits[k] += counts.hits[k];
      predicted[k] += counts.predicted[k];
      support[k] += counts.support[k];
    }
    exact += counts.exact;
    rowF1 += counts.rowF1;
    rowPrecision += counts.rowPrecision;
    rowRecall += counts.rowRecall;
    logLoss += counts.logLoss;
    squares += counts.squares;
    for (int k = 0; k < histograms.length; k++) {
      histograms[k].add(counts.histograms[k]);
    }
  }

  @Override
  public void clear() {
    super.clear();
    for (long[] counts : List.of(hits, predicted, support)) {
      Arrays.fill(counts, 0);
    }
    exact = 0;
    rowF1 = 0;
    rowPrecision = 0;
    rowRecall = 0;
    logLoss = 0;
    squares = 0;
    for (ScoreHistogram histogram : histograms) {
      histogram.clear();
    }
  }

  @Override
  void counts(TotalsWire wire) {
    wire.pass(hits);
    wire.pass(predicted);
    wire.pass(support);
    exact = wire.pass(exact);
    rowF1 = wire.pass(rowF1);
    rowPrecision = wire.pass(rowPrecision);
    rowRecall = wire.pass(rowRecall);
    logLoss = wire.pass(logLoss);
    squares = wire.pass(squares);
    for (ScoreHistogram histogram : histograms) {
      histogram.numbers(wire);
    }
  }

  @Override
  public MultiLabelTotals newInstance() {
    return new MultiLabelTotals(cuts, histograms.length > 0);
  }

  @Override
  ScoreHistogram[] labelHistograms() {
    return histograms;
  }

  @Override
  ScoreHistogram[] histograms() {
    return histograms;
  }

  @Override
  public Scores scores() {
    long allHits = Arrays.stream(hits).sum();
    long allPredicted = Arrays.stream(predicted).sum();
    long allSupport = Arrays.stream(support).sum();
    ClassScores micro = ClassScores.of(allHits, allPredicted, allSupport);
    List<ClassScores> labels = new ArrayList<>();
    for (int k = 0; k < cuts.length; k++) {
      labels.add(label(k));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("subset_accuracy", (double) exact / rows());
    double wrong = (double) allPredicted + allSupport - 2.0 * allHits;
    values.put("hamming_loss", wrong / ((double) rows() * cuts.length));
    averages(values, "f1", labels, ClassScores::f1, micro, rowF1);
    averages(values, "precision", labels, ClassScores::precision, micro, rowPrecision);
    averages(values, "recall", labels, ClassScores::recall, micro, rowRecall);
    if (histograms.length > 0) {
      values.put("log_loss", logLoss / ((double) rows() * cuts.length));
      values.put("brier_score", squares / ((double) rows() * cuts.length));
      values.put("roc_auc", mean(labels, ClassScores::rocAuc));
      values.put("average_precision", mean(labels, ClassScores::averagePrecision));
    }
    return new Scores(rows(), loss(), values, Optional.empty(), labels);
  }

  private ClassScores label(int k) {
    ClassScores counted = ClassScores.of(hits[k], predicted[k], support[k]);
    return histograms.length == 0
        ? counted
        : new ClassScores(
            counted.precision(),
            counted.recall(),
            counted.f1(),
            counted.support(),
            histograms[k].rocArea(),
            histograms[k].averagePrecision());
  }

  private void averages(
      Map<String, Double> values,
      String name,
      List<ClassScores> labels,
      ToDoubleFunction<ClassScores> score,
      ClassScores micro,
      double overRows) {
    double sum = 0;
    double weighted = 0;
    double weights = 0;
    for (ClassScores label : labels) {
      sum += score.applyAsDouble(label);
      weighted += score.applyAsDouble(label) * label.support();
      weights += label.support();
    }
    boolean none = rows() == 0;
    values.put("macro_" + name, none ? Double.NaN : sum / cuts.length);
    values.put("weighted_" + name, none ? Double.NaN : ClassScores.quotient(weighted, weights));
    values.put("micro_" + name, none ? Double.NaN : score.applyAsDouble(micro));
    values.put("samples_" + name, overRows / rows());
  }

  private static double mean(List<ClassScores> labels, ToDoubleFunction<ClassScores> area) {
    return labels.stream()
        .mapToDouble(area)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public String toString() {
    String kept = histograms.length == 0 ? "" : " with probabilities";
    return "totals of " + cuts.length + " labels" + kept;
  }
}
