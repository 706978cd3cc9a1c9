package org.lockstep.trainer.activation;

/** a = z; f′ = 1. */
public record Identity() implements Activation {

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public void forward(float[] z, float[] a, int from, int to) {
    System.arraycopy(z, from, a, from, to - from);
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    // ∂ℓ/∂z = ∂ℓ/∂a
  }
}
