package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ (max(zₖ, 0) − zₖ·tₖ + log(1 + e^{−|zₖ|})), the mean over a row's outputs of
 * {@link SigmoidCrossEntropy}; one target an output, in [0, 1], as of pixels or shares. ∂ℓ/∂zₖ =
 * (σ(zₖ) − tₖ)/outputs, computed as (1 − tₖ)·σ(zₖ) − tₖ·σ(−zₖ), which does not cancel.
 *
 * <p>Least, and not 0, where σ(zₖ) = tₖ: there it is the entropy of the target. The network
 * predicts σ(z), and metrics compare σ(z) with the targets. Sums are doubles, in column order.
 */
public record ReconstructionCrossEntropy() implements Loss {
  private static final SigmoidCrossEntropy OF_OUTPUTS = new SigmoidCrossEntropy();

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return OF_OUTPUTS.lossAndDelta(elements, logits, targets, weights, delta);
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    OF_OUTPUTS.predictions(logits, out);
  }

  @Override
  public void applyLink(Matrix logits) {
    predictions(logits, logits);
  }
}
