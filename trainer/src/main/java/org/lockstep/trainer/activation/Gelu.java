package org.lockstep.trainer.activation;

import org.lockstep.trainer.matrix.FloatErf;
import org.lockstep.trainer.matrix.FloatMath;

/**
 * a = z·Φ(z) with the normal distribution function Φ; f′ = Φ(z) + z·φ(z) with its density φ(z) =
 * e^{−z²/2} / √(2π). Hendrycks &amp; Gimpel 2016; the exact form, the default of Keras and PyTorch.
 */
public record Gelu() implements Activation {
  private static final float ONE_OVER_SQRT_2_PI = 0.39894228040143267794f;

  /** Where z·φ(z) has long been 0 and z² is still finite. */
  private static final float FLAT = 32f;

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public boolean derivesFromInput() {
    return true;
  }

  @Override
  public void forward(float[] z, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = z[i] * FloatErf.normal(z[i]);
    }
  }

  @Override
  public void backward(float[] z, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.max(-FLAT, Math.min(FLAT, z[i]));
      float density = ONE_OVER_SQRT_2_PI * FloatMath.exp(-0.5f * x * x);
      delta[i] *= Math.fma(x, density, FloatErf.normal(x));
    }
  }
}
