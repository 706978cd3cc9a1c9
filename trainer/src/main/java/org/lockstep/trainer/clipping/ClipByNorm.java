package org.lockstep.trainer.clipping;

import org.lockstep.trainer.network.ParameterLayout;

/**
 * g ← g·(limit / ‖g‖) where ‖g‖ &gt; limit, for each kernel and each bias on its own: Keras'
 * clipnorm.
 *
 * @param limit of the Euclidean length, above 0
 */
public record ClipByNorm(double limit) implements ClipSpec {

  public ClipByNorm {
    Norm.requireLimit(limit);
  }

  @Override
  public String name() {
    return "norm";
  }

  @Override
  public void clip(float[] gradient, ParameterLayout layout) {
    for (ParameterLayout.Slice slice : layout.slices()) {
      Norm.limit(gradient, slice.offset(), slice.offset() + slice.size(), limit);
    }
  }
}
