package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = max(0, 1 − s·z) with s = 1 for target 1 and −1 for target 0; one logit a row. ∂ℓ/∂z = −s
 * where s·z &lt; 1, otherwise 0, also at the kink. As scikit-learn's {@code hinge_loss} and Keras'
 * {@code Hinge}.
 *
 * <p>A margin is not a probability: σ(z) is reported as one, is not calibrated, and orders rows as
 * the margin does.
 */
public record BinaryHinge() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double loss = rowLoss(logits.get(row, 0), targets[row]);
      total += weights[row] * loss;
      float slope = targets[row] == 1 ? -weights[row] : weights[row];
      delta.set(row, 0, loss > 0 ? slope : 0);
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits.get(row, 0), targets[row]);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SigmoidCrossEntropy().predictions(logits, out);
  }

  private static double rowLoss(float z, float target) {
    return Math.max(0, 1 - (target == 1 ? (double) z : -(double) z));
  }
}
