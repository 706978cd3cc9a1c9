package org.lockstep.trainer.clipping;

import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;
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
    Kernel kernel = Kernels.best();
    for (ParameterLayout.Slice slice : layout.slices()) {
      double norm = SafeNorm.of(gradient, slice.offset(), slice.end(), kernel);
      double factor = Norm.factor(norm, limit);
      Norm.scale(kernel.updates(), gradient, slice.offset(), slice.end(), factor);
    }
  }
}
