package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/** a = tanh z; f′ = 1 − a². */
public record Tanh() implements Activation {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    elements.tanh(z, a, from, to);
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= 1 - a[i] * a[i];
    }
  }
}
