package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = Σₖ tₖ·log(tₖ / pₖ) with p = softmax(z) and 0·log 0 = 0; targets are one share a class, ≥ 0.
 * ∂ℓ/∂zₖ = pₖ·Σⱼ tⱼ − tₖ. The sum over classes, not the mean: Keras' {@code KLDivergence} and
 * PyTorch's {@code KLDivLoss} summed over a row (its {@code "mean"} divides by the classes as
 * well).
 *
 * <p>It is the cross-entropy with soft targets less their entropy, which no weight changes, and 0
 * where p = t.
 */
public record KlDivergence() implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    SoftmaxRows.exponentials(elements, logits, delta);
    int classes = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = SoftmaxRows.sum(delta, row);
      total += weights[row] * rowLoss(logits, row, StrictMath.log(sum), targets);
      double mass = 0;
      for (int k = 0; k < classes; k++) {
        mass += targets[row * classes + k];
      }
      for (int k = 0; k < classes; k++) {
        double slope = delta.get(row, k) / sum * mass - targets[row * classes + k];
        delta.set(row, k, (float) (weights[row] * slope));
      }
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }

  /** Σₖ tₖ·(log tₖ + log Σⱼ e^{zⱼ−m} − (zₖ − m)). */
  private static double rowLoss(Matrix logits, int row, double logSum, float[] targets) {
    int classes = logits.columns();
    float max = SoftmaxRows.max(logits, row);
    double loss = 0;
    for (int k = 0; k < classes; k++) {
      double share = targets[row * classes + k];
      double surprise = logSum - ((double) logits.get(row, k) - max);
      // A share of 0 leaves nothing, but shows a logit that is NaN.
      loss += share == 0 ? 0 * surprise : share * (StrictMath.log(share) + surprise);
    }
    return loss;
  }
}
