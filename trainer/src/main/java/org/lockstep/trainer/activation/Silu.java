package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatMath;

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
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = z[i] * FloatMath.sigmoid(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= FloatMath.sigmoid(z[i]) * Math.fma(z[i], FloatMath.sigmoid(-z[i]), 1f);
    }
  }
}
