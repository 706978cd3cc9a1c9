package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −t·log σ(z) − (1 − t)·log σ(−z) = max(z, 0) − z·t + log(1 + e^{−|z|}); one logit a row, t in
 * [0, 1].
 *
 * <p>∂ℓ/∂z = σ(z) − t, computed as (1 − t)·σ(z) − t·σ(−z), which does not cancel where the network
 * is sure and right. All three functions of z share e^{−|z|}.
 */
public record SigmoidCrossEntropy() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      float target = targets[row];
      float weight = weights[row];
      float e = FloatMath.exp(-Math.abs(z));
      total += weight * rowLoss(z, target, e);
      double slope = (1.0 - target) * sigmoid(z, e) - (double) target * sigmoid(-z, e);
      delta.set(row, 0, (float) (weight * slope));
    }
    return total;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return delta.data() == logits.data()
        ? lossAndDelta(logits, targets, weights, delta)
        : SigmoidRows.lossAndDelta(elements, 0, logits, targets, weights, delta);
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      total += weights[row] * rowLoss(z, targets[row], FloatMath.exp(-Math.abs(z)));
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      out.set(row, 0, FloatMath.sigmoid(logits.get(row, 0)));
    }
  }

  /** {@link FloatMath#sigmoid}, given e^{−|z|}. */
  private static float sigmoid(float z, float e) {
    return (z < 0f ? e : 1f) / (1f + e);
  }

  private static double rowLoss(float z, float target, float e) {
    double linear = Math.max(z, 0f) - (double) z * target;
    return linear + FloatMath.log1p(e);
  }
}
