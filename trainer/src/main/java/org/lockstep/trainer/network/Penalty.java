package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * Σ over slices of l1·Σ|w| + l2·Σw², as Keras' {@code L1L2}; which slices, the layers' {@link
 * RegularizerSpec} says (kernels, and biases if chosen). It belongs to the mean objective, so its
 * gradient is added once, after the workers' sums are merged and divided.
 */
public final class Penalty {
  private final List<ParameterLayout.Slice> slices;

  public Penalty(NetworkSpec network) {
    slices =
        new ParameterLayout(network)
            .slices().stream()
                .filter(slice -> slice.regularizer().l1() > 0 || slice.l2() > 0)
                .toList();
  }

  /** l1·Σ|w| + l2·Σw², slices in layer order; |w| summed in double, in the order of the array. */
  public double value(float[] parameters, Kernel kernel) {
    double sum = 0;
    for (ParameterLayout.Slice slice : slices) {
      int end = slice.offset() + slice.size();
      if (slice.regularizer().l1() > 0) {
        double sizes = 0;
        for (int i = slice.offset(); i < end; i++) {
          sizes += Math.abs(parameters[i]);
        }
        sum += slice.regularizer().l1() * sizes;
      }
      if (slice.l2() > 0) {
        sum += slice.l2() * kernel.sumOfSquares(parameters, slice.offset(), end);
      }
    }
    return sum;
  }

  /**
   * gradient += 2·l2·w, one fused multiply-add an element: the smooth part of the penalty. The
   * other part is {@link L1Shrinkage}'s.
   */
  public void addGradient(float[] parameters, float[] gradient) {
    for (ParameterLayout.Slice slice : slices) {
      if (slice.l2() == 0) {
        continue;
      }
      float twice = (float) (2 * slice.l2());
      int end = slice.offset() + slice.size();
      for (int i = slice.offset(); i < end; i++) {
        gradient[i] = Math.fma(twice, parameters[i], gradient[i]);
      }
    }
  }
}
