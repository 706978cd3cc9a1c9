package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −Σₖ t′ₖ·log softmax(z)ₖ with t′ₖ = (1 − α)·[k = t] + α/classes; ∂ℓ/∂zₖ = softmax(z)ₖ − t′ₖ.
 * Szegedy et al. 2016, section 7, as in Keras and PyTorch.
 *
 * @param smoothing α of (0, 1)
 */
public record SmoothedSoftmaxCrossEntropy(double smoothing) implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int target = (int) targets[row];
      total += weights[row] * rowLoss(logits, row, target);
      float max = SoftmaxCrossEntropy.max(logits, row);
      double sum = SoftmaxCrossEntropy.exponentials(logits, row, max, delta);
      for (int k = 0; k < logits.columns(); k++) {
        double slope = delta.get(row, k) / sum - smoothed(k, target, logits.columns());
        delta.set(row, k, (float) (weights[row] * slope));
      }
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, (int) targets[row]);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }

  private double smoothed(int k, int target, int classes) {
    return (k == target ? 1 - smoothing : 0) + smoothing / classes;
  }

  /** Σₖ t′ₖ·(log Σⱼ e^{zⱼ−m} − (zₖ − m)); no term is negative, so nothing cancels. */
  private double rowLoss(Matrix logits, int row, int target) {
    float max = SoftmaxCrossEntropy.max(logits, row);
    double logSum = StrictMath.log(SoftmaxCrossEntropy.sum(logits, row, max));
    double loss = 0;
    for (int k = 0; k < logits.columns(); k++) {
      double shifted = (double) logits.get(row, k) - max;
      loss += smoothed(k, target, logits.columns()) * (logSum - shifted);
    }
    return loss;
  }
}
