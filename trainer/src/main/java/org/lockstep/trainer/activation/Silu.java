package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * a = z·σ(z), also called Swish; f′ = σ(z)·(1 + z·σ(−z)). Hendrycks &amp; Gimpel 2016;
 * Ramachandran, Zoph &amp; Le 2017.
 */
public record Silu() implements Activation {

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.silu(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.siluBackward(z, delta, from, to);
  }
}
