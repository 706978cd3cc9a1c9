package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * A binary loss whose network answers 1 where the logit is above 0, else 0, and not with a
 * probability. Losses and gradients are those of the logit.
 *
 * @param loss of the logit
 */
public record ThresholdOutput(Loss loss) implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return loss.lossAndDelta(elements, logits, targets, weights, delta);
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      float z = logits.get(row, 0);
      out.set(row, 0, z > 0 ? 1f : z <= 0 ? 0f : z);
    }
  }
}
