package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatMath;

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
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      float e = FloatMath.exp(-Math.abs(z[i]));
      float main = main(z[i], e);
      a[i] = z[i] * (main / (main + rest(z[i], e)));
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      float e = FloatMath.exp(-Math.abs(z[i]));
      float main = main(z[i], e);
      float rest = rest(z[i], e);
      float sum = main + rest;
      float t = main / sum;
      float steep = rest / sum * (1 + t);
      delta[i] *= Math.fma(z[i] * FloatMath.sigmoid(z[i]), steep, t);
    }
  }

  /** t : (1 − t) = main : rest, with e = e^{−|z|}. */
  private static float main(float z, float e) {
    return z > 0 ? Math.fma(2f, e, 1f) : e * (e + 2);
  }

  private static float rest(float z, float e) {
    return z > 0 ? 2 * e * e : 2;
  }
}
