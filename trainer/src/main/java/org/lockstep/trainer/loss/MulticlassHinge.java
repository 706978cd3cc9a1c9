package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = max(0, 1 + max_{k≠t} zₖ − z_t), the form of Crammer and Singer 2001, as scikit-learn's {@code
 * hinge_loss} and Keras' {@code CategoricalHinge}; PyTorch's {@code multi_margin_loss} adds up all
 * classes instead. Where ℓ &gt; 0, ∂ℓ/∂z_t = −1 and ∂ℓ/∂zₖ = 1 for the largest other logit (the
 * first of equals); everything else is 0, also at the kink.
 *
 * <p>Margins are not probabilities: softmax(z) is reported as such and is not calibrated.
 */
public record MulticlassHinge() implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int target = (int) targets[row];
      int rival = rival(logits, row, target);
      double loss = rowLoss(logits, row, target);
      total += weights[row] * loss;
      for (int k = 0; k < logits.columns(); k++) {
        delta.set(row, k, 0);
      }
      if (loss > 0) {
        delta.set(row, rival, weights[row]);
        delta.set(row, target, -weights[row]);
      }
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SoftmaxCrossEntropy().predictions(logits, out);
  }

  private static int rival(Matrix logits, int row, int target) {
    int rival = target == 0 ? 1 : 0;
    for (int k = rival + 1; k < logits.columns(); k++) {
      rival = k != target && logits.get(row, k) > logits.get(row, rival) ? k : rival;
    }
    return rival;
  }

  /** Math.max shows NaN, which comparisons would hide. */
  private static double rowLoss(Matrix logits, int row, int target) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logits.columns(); k++) {
      highest = k == target ? highest : Math.max(highest, logits.get(row, k));
    }
    return Math.max(0, 1 + highest - logits.get(row, target));
  }
}
