package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.Elements;

/** a = max(0, z); f′ = 1 where z &gt; 0 and 0 elsewhere, at 0 too. NaN stays NaN. */
public record Relu() implements Activation {

  @Override
  public String name() {
    return "relu";
  }

  @Override
  public void forward(Elements elements, float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = Math.max(0f, z[i]);
    }
  }

  @Override
  public void backward(Elements elements, float[] z, float[] a, float[] delta, int from, int to) {
    elements.reluBackward(a, delta, from, to);
  }
}
