package org.lockstep.trainer.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lockstep.trainer.matrix.Matrix;

/**
 * For each output k: Σ(y−t)², Σ|y−t|, and the mean of t and Σ(t − mean)², which are updated by
 * Welford's recurrence and merged by Chan, Golub and LeVeque's (1979), since the textbook Σt² −
 * (Σt)²/n cancels for targets far from 0.
 *
 * <p>Told for each output; every value of the split is the plain mean over the outputs
 * (scikit-learn's {@code uniform_average}). r2 = 1 − Σ(y−t)² / Σ(t − mean)² of an output whose
 * targets are all equal is 1 if it is met exactly, otherwise 0, as in scikit-learn, and NaN for
 * fewer than two rows.
 */
public final class RegressionTotals extends Totals {
  private static final long serialVersionUID = 1L;

  static final List<String> METRICS = List.of("mse", "rmse", "mae", "r2");

  private final int outputs;
  private final double[] squares;
  private final double[] absolutes;
  private final double[] means;
  private final double[] deviations;
  private long counted;

  RegressionTotals(int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be >= 1. Received: " + outputs);
    }
    this.outputs = outputs;
    this.squares = new double[outputs];
    this.absolutes = new double[outputs];
    this.means = new double[outputs];
    this.deviations = new double[outputs];
  }

  @Override
  void count(Matrix logits, float[] targets) {
    for (int row = 0; row < logits.rows(); row++) {
      counted++;
      for (int k = 0; k < outputs; k++) {
        double target = targets[row * outputs + k];
        double difference = logits.get(row, k) - target;
        squares[k] += difference * difference;
        absolutes[k] += Math.abs(difference);
        double fromOldMean = target - means[k];
        means[k] += fromOldMean / counted;
        deviations[k] += fromOldMean * (target - means[k]);
      }
    }
  }

  @Override
  void merge(Totals other) {
    if (!(other instanceof RegressionTotals sums) || sums.outputs != outputs) {
      throw mismatch(this, other);
    }
    if (sums.counted == 0) {
      return;
    }
    long all = counted + sums.counted;
    for (int k = 0; k < outputs; k++) {
      squares[k] += sums.squares[k];
      absolutes[k] += sums.absolutes[k];
      double apart = sums.means[k] - means[k];
      double share = (double) sums.counted / all;
      means[k] += apart * share;
      deviations[k] += sums.deviations[k] + apart * apart * (counted * share);
    }
    counted = all;
  }

  @Override
  public void clear() {
    super.clear();
    for (double[] sums : List.of(squares, absolutes, means, deviations)) {
      Arrays.fill(sums, 0);
    }
    counted = 0;
  }

  @Override
  void counts(TotalsWire wire) {
    wire.pass(squares);
    wire.pass(absolutes);
    wire.pass(means);
    wire.pass(deviations);
    counted = wire.pass(counted);
  }

  @Override
  public RegressionTotals newInstance() {
    return new RegressionTotals(outputs);
  }

  @Override
  public Scores scores() {
    List<OutputScores> each = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      double mse = squares[k] / counted;
      each.add(new OutputScores(mse, Math.sqrt(mse), absolutes[k] / counted, r2(k)));
    }
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("mse", mean(each, OutputScores::mse));
    values.put("rmse", mean(each, OutputScores::rmse));
    values.put("mae", mean(each, OutputScores::mae));
    values.put("r2", mean(each, OutputScores::r2));
    return new Scores(rows(), loss(), values, Optional.empty(), List.of(), each);
  }

  /**
   * In the order of the outputs; a stream's sum would compensate, and so differ in the last bit.
   */
  private static double mean(List<OutputScores> outputs, ToDoubleFunction<OutputScores> score) {
    double sum = 0;
    for (OutputScores output : outputs) {
      sum += score.applyAsDouble(output);
    }
    return sum / outputs.size();
  }

  private double r2(int output) {
    if (counted < 2) {
      return Double.NaN;
    }
    if (deviations[output] == 0) {
      return squares[output] == 0 ? 1 : 0;
    }
    return 1 - squares[output] / deviations[output];
  }

  @Override
  public String toString() {
    return "regression totals of " + outputs + " outputs";
  }
}
