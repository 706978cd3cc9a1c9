package org.lockstep.trainer.metric;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * What the probabilities of a classifier are worth, every example counted once: softmax of several
 * logits, sigmoid of one. Costs several exponentials and logarithms a row and some memory a class,
 * and is therefore counted when a split is evaluated, not in training steps.
 *
 * <ul>
 *   <li>{@code top_k_accuracy} for k = 2, 3, 5 below the number of classes: the share of rows whose
 *       true class is among the k largest logits; of equal logits the first class comes first.
 *   <li>{@code log_loss}: the mean of −ln p of the true class, from the logits and not clipped
 *       (scikit-learn clips p).
 *   <li>{@code brier_score}: the mean of (p − t)² with p of class 1 for one logit (scikit-learn's
 *       {@code brier_score_loss}); for several the mean of Σₖ (pₖ − [k = t])² (Brier 1950), which
 *       is twice that for two classes.
 *   <li>{@code expected_calibration_error}: {@link Calibration}.
 *   <li>{@code roc_auc} and {@code average_precision}: {@link ScoreHistogram}, of class 1 for one
 *       logit, otherwise the plain mean over classes against the rest (scikit-learn's {@code ovr}
 *       and {@code macro}). A class without rows, and for {@code roc_auc} a class that all rows
 *       have, is left out, where scikit-learn refuses or counts 0; NaN if no class is left.
 * </ul>
 */
public final class ProbabilityTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final List<Integer> TOP = List.of(2, 3, 5);

  private final int outputs;

  /** Rows by the rank of the true class, 0 for the largest logit. */
  private final long[] ranks;

  private double logLoss;
  private double squares;
  private final Calibration calibration = new Calibration();

  /** One a class, or one for class 1. */
  private final ScoreHistogram[] histograms;

  ProbabilityTotals(int outputs) {
    this.outputs = outputs;
    this.ranks = new long[Math.max(2, outputs)];
    this.histograms = new ScoreHistogram[outputs];
    Arrays.setAll(histograms, k -> new ScoreHistogram(ScoreHistogram.bins(outputs)));
  }

  /** The names that {@link #scores} writes, in that order. */
  static List<String> names(int outputs) {
    Stream<String> top = TOP.stream().filter(k -> k < outputs).map(k -> "top_" + k + "_accuracy");
    return Stream.concat(
            top,
            Stream.of(
                "log_loss",
                "brier_score",
                "expected_calibration_error",
                "roc_auc",
                "average_precision"))
        .toList();
  }

  void count(Matrix logits, float[] targets) {
    float[] exponentials = new float[outputs];
    for (int row = 0; row < logits.rows(); row++) {
      if (outputs == 1) {
        countBinary(logits.get(row, 0), targets[row] == 1);
      } else {
        countClass(logits, row, (int) targets[row], exponentials);
      }
    }
  }

  private void countBinary(float z, boolean one) {
    boolean hit = z > 0 == one;
    ranks[hit ? 0 : 1]++;
    // The probability of the wrong answer: small where the network is sure and right.
    double miss = FloatMath.sigmoid(one ? -z : z);
    logLoss += FloatMath.softplus(one ? -z : z);
    squares += miss * miss;
    calibration.count(FloatMath.sigmoid(Math.abs(z)), hit);
    histograms[0].count(z, one);
  }

  private void countClass(Matrix logits, int row, int target, float[] exponentials) {
    float ofTarget = logits.get(row, target);
    int best = 0;
    int rank = 0;
    for (int k = 0; k < outputs; k++) {
      float z = logits.get(row, k);
      best = z > logits.get(row, best) ? k : best;
      rank += z > ofTarget || (z == ofTarget && k < target) ? 1 : 0;
    }
    ranks[rank]++;
    float max = logits.get(row, best);
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      exponentials[k] = FloatMath.exp(logits.get(row, k) - max);
      sum += exponentials[k];
    }
    logLoss += StrictMath.log(sum) - ((double) ofTarget - max);
    for (int k = 0; k < outputs; k++) {
      double probability = exponentials[k] / sum;
      double apart = probability - (k == target ? 1 : 0);
      squares += apart * apart;
      double logRest = FloatMath.log((float) rest(exponentials, k, sum));
      histograms[k].count((double) logits.get(row, k) - max - logRest, k == target);
    }
    calibration.count(exponentials[best] / sum, best == target);
  }

  /** Σ_{j≠k} e_j; added anew where the difference would cancel. */
  private static double rest(float[] exponentials, int k, double sum) {
    if (exponentials[k] < 0.5 * sum) {
      return sum - exponentials[k];
    }
    double rest = 0;
    for (int j = 0; j < exponentials.length; j++) {
      rest += j == k ? 0 : exponentials[j];
    }
    return rest;
  }

  /** One a class, or one for class 1. */
  ScoreHistogram[] areas() {
    return histograms;
  }

  Calibration calibration() {
    return calibration;
  }

  /** Adds totals of the same number of outputs. */
  void add(ProbabilityTotals other) {
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[rank] += other.ranks[rank];
    }
    logLoss += other.logLoss;
    squares += other.squares;
    calibration.add(other.calibration);
    for (int k = 0; k < histograms.length; k++) {
      histograms[k].add(other.histograms[k]);
    }
  }

  void clear() {
    Arrays.fill(ranks, 0);
    logLoss = 0;
    squares = 0;
    calibration.clear();
    for (ScoreHistogram histogram : histograms) {
      histogram.clear();
    }
  }

  /** Shows all numbers to a wire, and keeps what it gives back. */
  void numbers(TotalsWire wire) {
    wire.pass(ranks);
    logLoss = wire.pass(logLoss);
    squares = wire.pass(squares);
    calibration.numbers(wire);
    for (ScoreHistogram histogram : histograms) {
      histogram.numbers(wire);
    }
  }

  void scores(long rows, Map<String, Double> values) {
    for (int k : TOP) {
      if (k < outputs) {
        values.put("top_" + k + "_accuracy", (double) Arrays.stream(ranks, 0, k).sum() / rows);
      }
    }
    values.put("log_loss", logLoss / rows);
    values.put("brier_score", squares / rows);
    values.put("expected_calibration_error", calibration.error());
    values.put("roc_auc", mean(ScoreHistogram::rocArea));
    values.put("average_precision", mean(ScoreHistogram::averagePrecision));
  }

  /** Over the classes that have the area. */
  private double mean(ToDoubleFunction<ScoreHistogram> area) {
    return Arrays.stream(histograms)
        .mapToDouble(area)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(Double.NaN);
  }
}
