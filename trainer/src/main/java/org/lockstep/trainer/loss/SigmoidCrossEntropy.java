package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Of each label ℓ = −t′·log σ(z) − (1 − t′)·log σ(−z) = max(z, 0) − z·t′ + log(1 + e^{−|z|}) with
 * t′ = (1 − α)·t + α/2: label smoothing as in Keras' {@code BinaryCrossentropy}.
 *
 * <p>∂ℓ/∂z = σ(z) − t′, computed as (1 − t′)·σ(z) − t′·σ(−z), which does not cancel where the
 * network is sure and right. All three functions of z share e^{−|z|}.
 */
public final class SigmoidCrossEntropy extends LabelLoss {
  private static final long serialVersionUID = 1L;

  private final double smoothing;

  /** Without smoothing and factors. */
  public SigmoidCrossEntropy() {
    this(0, ALL_ONE);
  }

  /**
   * @param smoothing α of [0, 1)
   * @param positive the factor of each label where it is 1; empty for all 1
   */
  SigmoidCrossEntropy(double smoothing, double[] positive) {
    super(positive);
    this.smoothing = smoothing;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int from = delta.offset();
    int to = from + logits.rows() * logits.columns();
    minusSize(logits, delta);
    elements.softplus(delta.data(), delta.data(), from, to); // log(1 + e^{−|z|})
    double total = loss(logits, targets, weights, delta);
    minusSize(logits, delta);
    elements.exp(delta.data(), delta.data(), from, to);
    slopes(logits, targets, weights, delta);
    return total;
  }

  private double loss(Matrix logits, float[] targets, float[] weights, Matrix logs) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < outputs; k++) {
        float z = logits.get(row, k);
        float given = targets[row * outputs + k];
        double linear = Math.max(z, 0f) - z * smoothed(given);
        sum += factor(k, given == 1) * (linear + logs.get(row, k));
      }
      total += weights[row] * (sum / outputs);
    }
    return total;
  }

  /** (1 − t′)·σ(z) − t′·σ(−z), where both sigmoids come from e^{−|z|}. */
  private void slopes(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < outputs; k++) {
        float z = logits.get(row, k);
        float e = delta.get(row, k);
        float given = targets[row * outputs + k];
        double target = smoothed(given);
        float one = (z < 0f ? e : 1f) / (1f + e);
        float zero = (-z < 0f ? e : 1f) / (1f + e);
        double slope = factor(k, given == 1) * ((1 - target) * one - target * zero);
        delta.set(row, k, (float) (weights[row] * (slope / outputs)));
      }
    }
  }

  private double smoothed(float target) {
    return (1 - smoothing) * target + smoothing / 2;
  }
}
