package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatMath;

/** a = tanh z; f′ = 1 − a². */
public record Tanh() implements Activation {

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = FloatMath.tanh(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= 1 - a[i] * a[i];
    }
  }
}
