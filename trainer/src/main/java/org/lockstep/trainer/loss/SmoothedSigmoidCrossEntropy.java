package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = max(z, 0) − z·t′ + log(1 + e^{−|z|}) with t′ = (1 − α)·t + α/2; one logit a row. ∂ℓ/∂z = (1 −
 * t′)·σ(z) − t′·σ(−z). Label smoothing as in Keras' {@code BinaryCrossentropy}.
 *
 * @param smoothing α of (0, 1)
 */
public record SmoothedSigmoidCrossEntropy(double smoothing) implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      double target = smoothed(targets[row]);
      total += weights[row] * rowLoss(z, target);
      double slope = (1 - target) * FloatMath.sigmoid(z) - target * FloatMath.sigmoid(-z);
      delta.set(row, 0, (float) (weights[row] * slope));
    }
    return total;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return delta.data() == logits.data()
        ? lossAndDelta(logits, targets, weights, delta)
        : SigmoidRows.lossAndDelta(elements, smoothing, logits, targets, weights, delta);
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits.get(row, 0), smoothed(targets[row]));
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new SigmoidCrossEntropy().predictions(logits, out);
  }

  private double smoothed(float target) {
    return (1 - smoothing) * target + smoothing / 2;
  }

  private static double rowLoss(float z, double target) {
    return Math.max(z, 0f) - z * target + FloatMath.log1p(FloatMath.exp(-Math.abs(z)));
  }
}
