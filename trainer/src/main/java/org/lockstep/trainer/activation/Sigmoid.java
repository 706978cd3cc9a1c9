package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatMath;

/** a = 1 / (1 + e⁻ᶻ); f′ = a·(1 − a). */
public record Sigmoid() implements Activation {

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatMath.sigmoid(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= a[i] * (1 - a[i]);
    }
  }
}
