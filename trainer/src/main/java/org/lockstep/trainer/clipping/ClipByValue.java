package org.lockstep.trainer.clipping;

import org.lockstep.trainer.network.ParameterLayout;

/**
 * g ← max(−limit, min(limit, g)), element by element: Keras' clipvalue, PyTorch's clip_grad_value_.
 * It bends the direction of the step; a NaN stays NaN.
 *
 * @param limit above 0, cast to float
 */
public record ClipByValue(double limit) implements ClipSpec {

  public ClipByValue {
    Norm.requireLimit(limit);
  }

  @Override
  public String name() {
    return "value";
  }

  @Override
  public void clip(float[] gradient, ParameterLayout layout) {
    float most = (float) limit;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = Math.max(-most, Math.min(most, gradient[i]));
    }
  }
}
