package org.lockstep.trainer.matrix;

import org.lockstep.trainer.random.Stream;

/** The contract written as plainly as it reads: the oracle of every other implementation. */
public final class ScalarElements implements Elements {

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.exp(x[i]);
    }
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.sigmoid(x[i]);
    }
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.tanh(x[i]);
    }
  }

  @Override
  public void softplus(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatMath.softplus(x[i]);
    }
  }

  @Override
  public void softplusBackward(float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= -FloatMath.expm1(-a[i]);
    }
  }

  @Override
  public void reluBackward(float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] = a[i] > 0 ? delta[i] : 0;
    }
  }

  @Override
  public void leakyRelu(float slope, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i] > 0 ? x[i] : slope * x[i];
    }
  }

  @Override
  public void leakyReluBackward(float slope, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] = a[i] > 0 ? delta[i] : slope * delta[i];
    }
  }

  @Override
  public void elu(float above, float below, float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatActivations.elu(x[i], above, below);
    }
  }

  @Override
  public void eluBackward(float above, float below, float[] a, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= a[i] > 0 ? above : a[i] + below;
    }
  }

  @Override
  public void gelu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatActivations.gelu(x[i]);
    }
  }

  @Override
  public void geluBackward(float[] x, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= FloatActivations.geluSlope(x[i]);
    }
  }

  @Override
  public void geluTanh(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatActivations.geluTanh(x[i]);
    }
  }

  @Override
  public void geluTanhBackward(float[] x, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= FloatActivations.geluTanhSlope(x[i]);
    }
  }

  @Override
  public void silu(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatActivations.silu(x[i]);
    }
  }

  @Override
  public void siluBackward(float[] x, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= FloatActivations.siluSlope(x[i]);
    }
  }

  @Override
  public void mish(float[] x, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = FloatActivations.mish(x[i]);
    }
  }

  @Override
  public void mishBackward(float[] x, float[] delta, int from, int to) {
    for (int i = from; i < to; i++) {
      delta[i] *= FloatActivations.mishSlope(x[i]);
    }
  }

  @Override
  public void uniform(Stream stream, float[] y, int from, int to) {
    stream.floats(from, y, from, to - from);
  }

  @Override
  public void randomLeak(
      double lower, double upper, float[] x, float[] u, float[] y, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = x[i] > 0 ? 1f : (float) (lower + u[i] * (upper - lower));
      y[i] = u[i] * x[i];
    }
  }

  @Override
  public void dropoutMask(Stream stream, float rate, float kept, float[] mask, int from, int to) {
    uniform(stream, mask, from, to);
    drop(rate, kept, mask, from, to);
  }

  /** The mask of uniform numbers, in their place. */
  public static void drop(float rate, float kept, float[] mask, int from, int to) {
    for (int i = from; i < to; i++) {
      mask[i] = mask[i] < rate ? 0f : kept;
    }
  }
}
