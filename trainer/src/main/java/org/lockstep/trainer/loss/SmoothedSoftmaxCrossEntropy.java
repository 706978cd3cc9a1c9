package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −Σₖ t′ₖ·log softmax(z)ₖ with t′ₖ = (1 − α)·[k = t] + α/classes; ∂ℓ/∂zₖ = softmax(z)ₖ − t′ₖ;
 * with m = maxₖ zₖ no term of −log softmax(z)ₖ = log Σⱼ e^{zⱼ−m} − (zₖ − m) is negative. Szegedy et
 * al. 2016, section 7, as in Keras and PyTorch.
 *
 * @param smoothing α of (0, 1)
 */
public record SmoothedSoftmaxCrossEntropy(double smoothing) implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    SoftmaxRows.exponentials(elements, logits, delta);
    int classes = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int target = (int) targets[row];
      float max = SoftmaxRows.max(logits, row);
      double sum = SoftmaxRows.sum(delta, row);
      double logSum = StrictMath.log(sum);
      double loss = 0;
      for (int k = 0; k < classes; k++) {
        double smoothed = (k == target ? 1 - smoothing : 0) + smoothing / classes;
        loss += smoothed * (logSum - ((double) logits.get(row, k) - max));
        double slope = delta.get(row, k) / sum - smoothed;
        delta.set(row, k, (float) (weights[row] * slope));
      }
      total += weights[row] * loss;
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }
}
