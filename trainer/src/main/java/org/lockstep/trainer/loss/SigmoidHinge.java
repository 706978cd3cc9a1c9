package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Of each label ℓ = max(0, 1 − s·z) with s = 1 for target 1 and −1 for target 0; ∂ℓ/∂z = −s where
 * s·z &lt; 1, otherwise 0, also at the kink. As scikit-learn's {@code hinge_loss} and Keras' {@code
 * Hinge}.
 *
 * <p>A margin is not a probability: σ(z) is reported as one, is not calibrated, and orders rows as
 * the margin does.
 */
public final class SigmoidHinge extends LabelLoss {
  private static final long serialVersionUID = 1L;

  /**
   * @param positive the factor of each label where it is 1; empty for all 1
   */
  SigmoidHinge(double[] positive) {
    super(positive);
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int labels = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < labels; k++) {
        boolean one = targets[row * labels + k] == 1;
        double z = logits.get(row, k);
        double factor = factor(k, one);
        double loss = Math.max(0, 1 - (one ? z : -z));
        sum += factor * loss;
        double slope = weights[row] * (factor / labels);
        delta.set(row, k, loss > 0 ? (float) (one ? -slope : slope) : 0);
      }
      total += weights[row] * (sum / labels);
    }
    return total;
  }
}
