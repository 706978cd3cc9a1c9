package org.lockstep.trainer.network;

import java.util.List;
import org.lockstep.trainer.matrix.Kernel;

/**
 * Σ over kernels of λ·Σw², as Keras' {@code L2(λ)}; biases are left out. It belongs to the mean
 * objective, so it is added once, after the workers' sums are merged and divided.
 */
public final class L2Penalty {
  private final List<ParameterLayout.Slice> kernels;

  public L2Penalty(NetworkSpec network) {
    kernels =
        new ParameterLayout(network).kernels().stream().filter(slice -> slice.l2() > 0).toList();
  }

  /** λ·Σw², kernels in layer order. */
  public double value(float[] parameters, Kernel kernel) {
    double sum = 0;
    for (ParameterLayout.Slice slice : kernels) {
      int end = slice.offset() + slice.size();
      sum += slice.l2() * kernel.sumOfSquares(parameters, slice.offset(), end);
    }
    return sum;
  }

  /** gradient += 2·λ·w, one fused multiply-add an element. */
  public void addGradient(float[] parameters, float[] gradient) {
    for (ParameterLayout.Slice slice : kernels) {
      float twice = (float) (2 * slice.l2());
      int end = slice.offset() + slice.size();
      for (int i = slice.offset(); i < end; i++) {
        gradient[i] = Math.fma(twice, parameters[i], gradient[i]);
      }
    }
  }
}
