package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.lockstep.trainer.regularizer.MaxNorm;

/** The max-norms of a network's kernels: the last thing that a step does to the weights. */
public final class MaxNorms {
  private record Limited(ParameterLayout.Slice kernel, MaxNorm norm) {}

  private final List<Limited> kernels = new ArrayList<>();

  public MaxNorms(NetworkSpec network) {
    this(network, kernel -> true);
  }

  /**
   * @param learned whether a kernel may change
   */
  public MaxNorms(NetworkSpec network, Predicate<ParameterLayout.Slice> learned) {
    for (ParameterLayout.Slice kernel : new ParameterLayout(network).kernels()) {
      double limit = kernel.regularizer().maxNorm();
      if (limit > 0 && learned.test(kernel)) {
        kernels.add(new Limited(kernel, new MaxNorm(limit, kernel.columns())));
      }
    }
  }

  public boolean isEmpty() {
    return kernels.isEmpty();
  }

  /** The part of {@link #apply(float[])} that a member of a crew does: its share of the columns. */
  public void apply(float[] parameters, int member, int members) {
    for (int i = 0; i < kernels.size(); i++) {
      ParameterLayout.Slice kernel = kernels.get(i).kernel();
      int from = (int) ((long) kernel.columns() * member / members);
      int to = (int) ((long) kernel.columns() * (member + 1) / members);
      kernels.get(i).norm().apply(parameters, kernel.offset(), kernel.rows(), from, to);
    }
  }

  /** Shortens what is too long, in place. */
  public void apply(float[] parameters) {
    for (Limited each : kernels) {
      each.norm().apply(parameters, each.kernel().offset(), each.kernel().rows());
    }
  }
}
