package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * a = ½·z·(1 + tanh u) = z·σ(2u) with u = √(2/π)·(z + 0.044715·z³); f′ = σ(2u) +
 * z·σ(2u)·σ(−2u)·2u′. Hendrycks &amp; Gimpel 2016: an approximation of {@link Gelu} that is off by
 * less than 5e-4, in models trained with it the right one to score with. PyTorch's {@code
 * approximate="tanh"}.
 */
public record GeluTanh() implements Activation {

  @Override
  public String name() {
    return "gelu_tanh";
  }

  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.geluTanh(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.geluTanhBackward(z, delta, from, to);
  }
}
