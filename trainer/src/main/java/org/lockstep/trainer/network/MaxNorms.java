package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.regularizer.MaxNorm;

/** The max-norms of a network's kernels: the last thing that a step does to the weights. */
public final class MaxNorms {
  private record Limited(ParameterLayout.Slice kernel, MaxNorm norm) {}

  private final List<Limited> kernels = new ArrayList<>();

  public MaxNorms(NetworkSpec network) {
    for (ParameterLayout.Slice kernel : new ParameterLayout(network).kernels()) {
      double limit = kernel.regularizer().maxNorm();
      if (limit > 0) {
        kernels.add(new Limited(kernel, new MaxNorm(limit, kernel.columns())));
      }
    }
  }

  /** Shortens what is too long, in place. */
  public void apply(float[] parameters) {
    for (Limited each : kernels) {
      each.norm().apply(parameters, each.kernel().offset(), each.kernel().rows());
    }
  }
}
