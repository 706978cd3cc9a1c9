package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/** a = z; f′ = 1. */
public record Identity() implements Activation {

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    System.arraycopy(z, from, a, from, to - from);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    // ∂ℓ/∂z = ∂ℓ/∂a
  }
}
