package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * A binary loss whose network answers 1 where the logit is above 0, else 0, and not with a
 * probability. Losses and gradients are those of the logit.
 *
 * @param loss of the logit
 */
public record ThresholdOutput(Loss loss) implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return loss.lossAndDelta(logits, targets, weights, delta);
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    return loss.loss(logits, targets, weights);
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      out.set(row, 0, z > 0 ? 1f : z <= 0 ? 0f : z);
    }
  }
}
