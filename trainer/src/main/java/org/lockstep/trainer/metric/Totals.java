package org.lockstep.trainer.metric;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/**
 * Sums over examples from which a split's scores follow. Totals of disjoint rows are merged with
 * {@link #add(Totals)}: counts exactly, double sums in the order of merging, which the caller keeps
 * fixed.
 *
 * <p>The loss is weighted by the examples' weights; the metrics count every example once.
 *
 * <p>Plain classes of numbers and arrays: they cross the wire. Not thread-safe.
 */
public abstract sealed class Totals implements Serializable
    permits ClassificationTotals, MultiLabelTotals, DistributionTotals, RegressionTotals {
  private static final long serialVersionUID = 1L;

  private double lossSum;
  private double weightSum;
  private long rows;

  /**
   * Empty totals of training steps: what is cheap to count, with thresholds of 0.5.
   *
   * @param outputs how many logits the network has: the classes or labels, 1 for binary, or the
   *     targets
   */
  public static Totals of(Task task, int outputs) {
    return of(task, outputs, Thresholds.standard(task, outputs), false);
  }

  /** Empty totals of an evaluation with thresholds of 0.5. */
  public static Totals forEvaluation(Task task, int outputs) {
    return forEvaluation(task, outputs, Thresholds.standard(task, outputs));
  }

  /** Empty totals of an evaluation: all that there is to tell of a split. */
  public static Totals forEvaluation(Task task, int outputs, Thresholds thresholds) {
    thresholds.requireFor(task, outputs);
    return of(task, outputs, thresholds, true);
  }

  private static Totals of(Task task, int outputs, Thresholds thresholds, boolean evaluation) {
    return switch (task) {
      case MULTICLASS, BINARY -> new ClassificationTotals(outputs, thresholds.cuts(), evaluation);
      case MULTI_LABEL -> new MultiLabelTotals(thresholds, evaluation);
      case DISTRIBUTION -> new DistributionTotals(outputs);
      case REGRESSION, RECONSTRUCTION -> new RegressionTotals(outputs);
    };
  }

  /** The names of the metrics of training steps, in the order of {@link Scores#values()}. */
  public static List<String> metricNames(Task task) {
    return switch (task) {
      case MULTICLASS, BINARY -> ClassificationTotals.METRICS;
      case MULTI_LABEL -> MultiLabelTotals.METRICS;
      case DISTRIBUTION -> DistributionTotals.METRICS;
      case REGRESSION, RECONSTRUCTION -> RegressionTotals.METRICS;
    };
  }

  /** The names of an evaluation's metrics: those of the steps, then what only it counts. */
  public static List<String> evaluationMetricNames(Task task, int outputs) {
    List<String> evaluated =
        switch (task) {
          case MULTICLASS, BINARY -> ProbabilityTotals.names(outputs);
          case MULTI_LABEL -> MultiLabelTotals.EVALUATED;
          case DISTRIBUTION, REGRESSION, RECONSTRUCTION -> List.of();
        };
    return Stream.concat(metricNames(task).stream(), evaluated.stream()).toList();
  }

  /**
   * The thresholds of the best F1 on the rows counted so far, one a sigmoid output.
   *
   * @throws IllegalStateException if these are not an evaluation's totals of sigmoid outputs
   */
  public final Thresholds tunedThresholds() {
    if (labelHistograms().length == 0) {
      throw new IllegalStateException(
          "thresholds are tuned on an evaluation of sigmoid outputs. Received: " + this);
    }
    return ThresholdTuning.of(labelHistograms());
  }

  /**
   * Curves over thresholds, one a class, or one for class 1, or one a label; none where only counts
   * are kept.
   *
   * @param most points of each
   */
  public final List<ThresholdCurve> curves(int most) {
    return Arrays.stream(histograms()).map(histogram -> histogram.curve(most)).toList();
  }

  /** Confidence against accuracy; empty where that is not kept. */
  public List<CalibrationBin> calibration() {
    return List.of();
  }

  /**
   * Counts a batch.
   *
   * @param logits (rows, outputs), before softmax or sigmoid; for regression what is predicted
   * @param targets row-major (rows, targetColumns); longer arrays are read up to the batch's rows
   * @param weights one a row
   * @param lossSum Σ wᵢ·ℓᵢ of the batch, as {@code Loss} returns it
   */
  public final void add(Matrix logits, float[] targets, float[] weights, double lossSum) {
    this.lossSum += lossSum;
    double weight = 0;
    for (int row = 0; row < logits.rows(); row++) {
      weight += weights[row];
    }
    weightSum += weight;
    rows += logits.rows();
    count(logits, targets);
  }

  /**
   * Adds the totals of other rows; {@code other} is only read.
   *
   * @throws IllegalArgumentException if {@code other} is of another task or size
   */
  public final void add(Totals other) {
    merge(other);
    lossSum += other.lossSum;
    weightSum += other.weightSum;
    rows += other.rows;
  }

  /** Forgets all rows. */
  public void clear() {
    lossSum = 0;
    weightSum = 0;
    rows = 0;
  }

  /** Empty totals of the same task and size. */
  public abstract Totals newInstance();

  /** The scores of the rows counted so far; without rows, all NaN. */
  public abstract Scores scores();

  /** Σ wᵢ·ℓᵢ. */
  public final double lossSum() {
    return lossSum;
  }

  /** Σ wᵢ. */
  public final double weightSum() {
    return weightSum;
  }

  public final long rows() {
    return rows;
  }

  /** Counts what the loss does not say. */
  abstract void count(Matrix logits, float[] targets);

  /** One a sigmoid output; none if there is no such output or it is not kept. */
  ScoreHistogram[] labelHistograms() {
    return new ScoreHistogram[0];
  }

  /** One a class, for class 1, or one a label; none where only counts are kept. */
  ScoreHistogram[] histograms() {
    return new ScoreHistogram[0];
  }

  /** Merges what {@link #count} counts; called before the rows are merged. */
  abstract void merge(Totals other);

  /** Shows all numbers to a wire, and keeps what it gives back. */
  final void numbers(TotalsWire wire) {
    lossSum = wire.pass(lossSum);
    weightSum = wire.pass(weightSum);
    rows = wire.pass(rows);
    counts(wire);
  }

  /** As {@link #numbers}, of what {@link #count} counts. */
  abstract void counts(TotalsWire wire);

  final double loss() {
    return lossSum / weightSum;
  }

  static IllegalArgumentException mismatch(Totals totals, Totals other) {
    return new IllegalArgumentException(
        "totals to be added must be of one task and size: %s. Received: %s"
            .formatted(totals, other));
  }
}
