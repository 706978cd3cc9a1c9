package org.lockstep.driver.flow;

import org.lockstep.driver.report.RunOutcome.Weights;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/** The range and the Euclidean length of a network's kernels; biases are left out. */
final class KernelWeights {
  private KernelWeights() {}

  /** min, max and √Σw² over all kernels, summed in double in layout order. */
  static Weights of(NetworkSpec network, float[] parameters) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double squares = 0;
    for (ParameterLayout.Slice kernel : new ParameterLayout(network).kernels()) {
      for (int i = kernel.offset(); i < kernel.offset() + kernel.size(); i++) {
        double weight = parameters[i];
        min = Math.min(min, weight);
        max = Math.max(max, weight);
        squares += weight * weight;
      }
    }
    return new Weights(min, max, Math.sqrt(squares));
  }
}
