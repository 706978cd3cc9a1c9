package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * a = z·t with t = tanh(ln(1 + eᶻ)); f′ = t + z·σ(z)·(1 − t²). Misra 2019.
 *
 * <p>With e = eᶻ, t = e·(e + 2) / (e·(e + 2) + 2) and 1 − t = 2 / (e·(e + 2) + 2); for z &gt; 0
 * both are written in w = e⁻ᶻ, so that nothing overflows and 1 − t does not cancel.
 */
public record Mish() implements Activation {

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.mish(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.mishBackward(z, delta, from, to);
  }
}
