package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/** a = ln(1 + eᶻ), a smooth ReLU; f′ = σ(z) = 1 − e⁻ᵃ. Dugas et al. 2001. */
public record Softplus() implements Activation {

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.softplus(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.softplusBackward(a, delta, from, to);
  }
}
