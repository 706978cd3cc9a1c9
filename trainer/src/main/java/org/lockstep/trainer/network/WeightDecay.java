package org.lockstep.trainer.network;

import java.util.List;

/**
 * Decoupled weight decay, Loshchilov &amp; Hutter 2019: w ← w − (w·(learningRate·λ)) on kernels;
 * biases are left out. As Keras and PyTorch: before the optimizer's update, with the rate of the
 * step. It is no part of the objective, of its gradient or of its clipping.
 */
public final class WeightDecay {
  private final List<ParameterLayout.Slice> kernels;
  private final double lambda;

  /**
   * @param lambda at least 0; 0 changes nothing
   */
  public WeightDecay(NetworkSpec network, double lambda) {
    this.kernels = lambda == 0 ? List.of() : new ParameterLayout(network).kernels();
    this.lambda = lambda;
  }

  /** Shrinks the kernels in place; learningRate·λ is a double cast to float. */
  public void shrink(float[] parameters, double learningRate) {
    float share = (float) (learningRate * lambda);
    for (ParameterLayout.Slice kernel : kernels) {
      int end = kernel.offset() + kernel.size();
      for (int i = kernel.offset(); i < end; i++) {
        parameters[i] -= parameters[i] * share;
      }
    }
  }
}
