package org.lockstep.trainer.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.decision.Decision;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * How near softmax comes to the shares that the targets give to the classes, every example counted
 * once: {@code accuracy}, the share of rows where the largest logit is that of the class with the
 * largest share (the first of equals, for both); {@code kl_divergence}, the mean of Σₖ tₖ·log(tₖ /
 * pₖ); {@code mae}, the mean of |pₖ − tₖ| over rows and classes.
 */
public final class DistributionTotals extends Totals {
  private static final long serialVersionUID = 1L;

  static final List<String> METRICS = List.of("accuracy", "kl_divergence", "mae");

  private final int classes;
  private long correct;
  private double divergence;
  private double absolutes;

  DistributionTotals(int classes) {
    this.classes = classes;
  }

  @Override
  void count(Matrix logits, float[] targets) {
    for (int row = 0; row < logits.rows(); row++) {
      int best = Decision.largest(logits, row);
      correct +=
          best == Decision.largest(new Matrix(targets, row * classes, 1, classes), 0) ? 1 : 0;
      float max = logits.get(row, best);
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += FloatMath.exp(logits.get(row, k) - max);
      }
      double logSum = StrictMath.log(sum);
      for (int k = 0; k < classes; k++) {
        double share = targets[row * classes + k];
        float shifted = logits.get(row, k) - max;
        absolutes += Math.abs(FloatMath.exp(shifted) / sum - share);
        divergence += share == 0 ? 0 : share * (StrictMath.log(share) + logSum - shifted);
      }
    }
  }

  @Override
  void merge(Totals other) {
    if (!(other instanceof DistributionTotals sums) || sums.classes != classes) {
      throw mismatch(this, other);
    }
    correct += sums.correct;
    divergence += sums.divergence;
    absolutes += sums.absolutes;
  }

  @Override
  public void clear() {
    super.clear();
    correct = 0;
    divergence = 0;
    absolutes = 0;
  }

  @Override
  void counts(TotalsWire wire) {
    correct = wire.pass(correct);
    divergence = wire.pass(divergence);
    absolutes = wire.pass(absolutes);
  }

  @Override
  public DistributionTotals newInstance() {
    return new DistributionTotals(classes);
  }

  @Override
  public Scores scores() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("accuracy", (double) correct / rows());
    values.put("kl_divergence", divergence / rows());
    values.put("mae", absolutes / ((double) rows() * classes));
    return new Scores(rows(), loss(), values, Optional.empty(), List.of());
  }

  @Override
  public String toString() {
    return "totals of shares of " + classes + " classes";
  }
}
