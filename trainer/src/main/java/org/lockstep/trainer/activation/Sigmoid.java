package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/** a = 1 / (1 + e⁻ᶻ); f′ = a·(1 − a). */
public record Sigmoid() implements Activation {

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.sigmoid(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= a[i] * (1 - a[i]);
    }
  }
}
