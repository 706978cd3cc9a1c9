package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Of each label ℓ = −q^γ·log(1 − q) with q = σ(−s) the probability of the wrong answer and s = z
 * for target 1, −z for target 0; ∂ℓ/∂s = −q^γ·(q − γ·(1 − q)·log(1 − q)). Lin et al. 2017, equation
 * 4, without their α: that is what class weights are for. σ(s), σ(−s) and −log(1 − q) = max(−s, 0)
 * + log(1 + e^{−|z|}) share e^{−|z|}.
 */
public final class SigmoidFocal extends LabelLoss {
  private static final long serialVersionUID = 1L;

  private final double gamma;

  /**
   * @param gamma γ ≥ 0
   * @param positive the factor of each label where it is 1; empty for all 1
   */
  SigmoidFocal(double gamma, double[] positive) {
    super(positive);
    this.gamma = gamma;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    minusSize(logits, delta);
    int labels = logits.columns();
    int end = delta.offset() + logits.rows() * labels;
    elements.exp(delta.data(), delta.data(), delta.offset(), end);
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < labels; k++) {
        boolean one = targets[row * labels + k] == 1;
        float s = one ? logits.get(row, k) : -logits.get(row, k);
        float e = delta.get(row, k);
        double wrong = (-s < 0f ? e : 1f) / (1f + e);
        double right = (s < 0f ? e : 1f) / (1f + e);
        double surprise = Math.max(-s, 0f) + FloatMath.log1p(e);
        double factor = factor(k, one) * StrictMath.pow(wrong, gamma);
        sum += factor * surprise;
        double rise = factor * (wrong + gamma * right * surprise) / labels;
        delta.set(row, k, (float) (weights[row] * (one ? -rise : rise)));
      }
      total += weights[row] * (sum / labels);
    }
    return total;
  }
}
