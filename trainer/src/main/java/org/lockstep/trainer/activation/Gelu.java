package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/**
 * a = z·Φ(z) with the normal distribution function Φ; f′ = Φ(z) + z·φ(z) with its density φ(z) =
 * e^{−z²/2} / √(2π). Hendrycks &amp; Gimpel 2016; the exact form, the default of Keras and PyTorch.
 */
public record Gelu() implements Activation {

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.gelu(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.geluBackward(z, delta, from, to);
  }
}
