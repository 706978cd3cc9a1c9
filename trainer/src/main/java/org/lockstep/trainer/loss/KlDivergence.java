package org.lockstep.trainer.loss;

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
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int classes = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      float max = SoftmaxCrossEntropy.max(logits, row);
      double sum = SoftmaxCrossEntropy.exponentials(logits, row, max, delta);
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
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }

  /** Σₖ tₖ·(log tₖ + log Σⱼ e^{zⱼ−m} − (zₖ − m)). */
  private static double rowLoss(Matrix logits, int row, float[] targets) {
    int classes = logits.columns();
    float max = SoftmaxCrossEntropy.max(logits, row);
    double logSum = StrictMath.log(SoftmaxCrossEntropy.sum(logits, row, max));
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
