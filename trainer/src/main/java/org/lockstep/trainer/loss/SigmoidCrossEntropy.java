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
    return SigmoidRows.lossAndDelta(
        elements, smoothing, positive(), logits, targets, weights, delta);
  }
}
