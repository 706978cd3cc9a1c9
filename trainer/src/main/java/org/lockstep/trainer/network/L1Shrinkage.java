package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.regularizer.SoftThreshold;

/**
 * The proximal step of the L1 penalties, after the optimizer's update: each weight of a slice is
 * moved towards zero by learningRate·l1, and not beyond it ({@link SoftThreshold}).
 *
 * <p>With plain SGD that is proximal gradient descent: it ends at the minimum of the objective with
 * its penalty, as coordinate descent (Lasso) does. An optimizer that rescales gradients does not
 * rescale the threshold, just as AdamW does not rescale its decay: then l1 is how hard weights are
 * pulled, measured against the optimizer's own steps (momentum 0.9 takes steps of 10 gradients, so
 * that l1 weighs a tenth; Adam's steps are near 1 whatever the gradient).
 */
public final class L1Shrinkage {
  private final List<ParameterLayout.Slice> slices;

  public L1Shrinkage(NetworkSpec network) {
    slices =
        new ParameterLayout(network)
            .slices().stream().filter(slice -> slice.regularizer().l1() > 0).toList();
  }

  /** Shrinks the slices in place; learningRate·l1 is a double cast to float. */
  public void shrink(float[] parameters, double learningRate) {
    for (ParameterLayout.Slice slice : slices) {
      float threshold = (float) (learningRate * slice.regularizer().l1());
      int end = slice.offset() + slice.size();
      SoftThreshold.shrink(parameters, slice.offset(), end, threshold);
    }
  }
}
