package org.lockstep.trainer.clipping;

import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * g ← g·(limit / ‖g‖) where ‖g‖ &gt; limit, all parameters together, so that the step keeps its
 * direction: Pascanu et al. 2013, Keras' global_clipnorm. (PyTorch's clip_grad_norm_ divides by ‖g‖
 * + 1e-6.)
 *
 * @param limit of the Euclidean length, above 0
 */
public record ClipByGlobalNorm(double limit) implements ClipSpec {

  public ClipByGlobalNorm {
    Norm.requireLimit(limit);
  }

  @Override
  public String name() {
    return "global_norm";
  }

  @Override
  public void clip(float[] gradient, ParameterLayout layout) {
    Kernel kernel = Kernels.best();
    double squares = 0;
    for (ParameterLayout.Slice slice : layout.slices()) {
      squares += kernel.sumOfSquares(gradient, slice.offset(), slice.end());
    }
    double norm = SafeNorm.ofSquares(squares, gradient, 0, gradient.length);
    double factor = Norm.factor(norm, limit);
    Norm.scale(kernel.updates(), gradient, 0, gradient.length, factor);
  }
}
