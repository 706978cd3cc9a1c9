package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatMath;

/** a = ln(1 + eᶻ), a smooth ReLU; f′ = σ(z) = 1 − e⁻ᵃ. Dugas et al. 2001. */
public record Softplus() implements Activation {

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatMath.softplus(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= -FloatMath.expm1(-a[i]);
    }
  }
}
