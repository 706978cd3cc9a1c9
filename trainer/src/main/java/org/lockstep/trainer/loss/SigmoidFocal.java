package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −q^γ·log(1 − q) with q = σ(−s) the probability of the wrong class and s = z for target 1, −z
 * for target 0; one logit a row. ∂ℓ/∂s = −q^γ·(q − γ·(1 − q)·log(1 − q)). Lin et al. 2017, equation
 * 4, without their α: that is what class weights are for.
 *
 * @param gamma γ ≥ 0
 */
public record SigmoidFocal(double gamma) implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      boolean one = targets[row] == 1;
      float s = one ? logits.get(row, 0) : -logits.get(row, 0);
      total += weights[row] * rowLoss(s);
      double wrong = FloatMath.sigmoid(-s);
      double right = FloatMath.sigmoid(s);
      double rise = StrictMath.pow(wrong, gamma) * (wrong + gamma * right * FloatMath.softplus(-s));
      delta.set(row, 0, (float) (weights[row] * (one ? -rise : rise)));
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      total += weights[row] * rowLoss(targets[row] == 1 ? z : -z);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SigmoidCrossEntropy().predictions(logits, out);
  }

  private double rowLoss(float s) {
    return StrictMath.pow(FloatMath.sigmoid(-s), gamma) * FloatMath.softplus(-s);
  }
}
