package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −t·log σ(z) − (1 − t)·log σ(−z) = max(z, 0) − z·t + log(1 + e^{−|z|}); one logit a row, t in
 * [0, 1].
 *
 * <p>∂ℓ/∂z = σ(z) − t, computed as (1 − t)·σ(z) − t·σ(−z), which does not cancel where the network
 * is sure and right.
 */
public record SigmoidCrossEntropy() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      float target = targets[row];
      float weight = weights[row];
      total += weight * rowLoss(z, target);
      double slope =
          (1.0 - target) * FloatMath.sigmoid(z) - (double) target * FloatMath.sigmoid(-z);
      delta.set(row, 0, (float) (weight * slope));
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
    for (int row = 0; row < logits.rows(); row++) {
      out.set(row, 0, FloatMath.sigmoid(logits.get(row, 0)));
    }
  }

  private static double rowLoss(float z, float target) {
    double linear = Math.max(z, 0f) - (double) z * target;
    return linear + FloatMath.log1p(FloatMath.exp(-Math.abs(z)));
  }
}
