package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import org.lockstep.trainer.random.Stream;

/**
 * The contract in SIMD: whole vectors with {@link VectorMath}, {@link VectorErf} and {@link
 * VectorActivations}, the elements that are left with {@link ScalarElements}.
 */
final class VectorElements implements Elements {
  private static final int LANES = VectorWidth.SPECIES.length();

  private final ScalarElements rest = new ScalarElements();

  private static FloatVector load(float[] x, int i) {
    return FloatVector.fromArray(VectorWidth.SPECIES, x, i);
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorMath.exp(load(x, i)).intoArray(y, i);
    }
    rest.exp(x, y, i, to);
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorMath.sigmoid(load(x, i)).intoArray(y, i);
    }
    rest.sigmoid(x, y, i, to);
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorMath.tanh(load(x, i)).intoArray(y, i);
    }
    rest.tanh(x, y, i, to);
  }

  @Override
  public void softplus(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorMath.softplus(load(x, i)).intoArray(y, i);
    }
    rest.softplus(x, y, i, to);
  }

  @Override
  public void softplusBackward(float[] a, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(a, i);
      load(delta, i).mul(VectorMath.expm1(v.neg()).neg()).intoArray(delta, i);
    }
    rest.softplusBackward(a, delta, i, to);
  }

  @Override
  public void reluBackward(float[] a, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(a, i);
      FloatVector d = load(delta, i);
      VectorMath.ZERO.blend(d, v.compare(GT, VectorMath.ZERO)).intoArray(delta, i);
    }
    rest.reluBackward(a, delta, i, to);
  }

  @Override
  public void leakyRelu(float slope, float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(x, i);
      v.mul(slope).blend(v, v.compare(GT, VectorMath.ZERO)).intoArray(y, i);
    }
    rest.leakyRelu(slope, x, y, i, to);
  }

  @Override
  public void leakyReluBackward(float slope, float[] a, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(a, i);
      FloatVector d = load(delta, i);
      d.mul(slope).blend(d, v.compare(GT, VectorMath.ZERO)).intoArray(delta, i);
    }
    rest.leakyReluBackward(slope, a, delta, i, to);
  }

  @Override
  public void elu(float above, float below, float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorActivations.elu(load(x, i), above, below).intoArray(y, i);
    }
    rest.elu(above, below, x, y, i, to);
  }

  @Override
  public void eluBackward(float above, float below, float[] a, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      FloatVector v = load(a, i);
      load(delta, i)
          .mul(v.add(below).blend(above, v.compare(GT, VectorMath.ZERO)))
          .intoArray(delta, i);
    }
    rest.eluBackward(above, below, a, delta, i, to);
  }

  @Override
  public void gelu(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorActivations.gelu(load(x, i)).intoArray(y, i);
    }
    rest.gelu(x, y, i, to);
  }

  @Override
  public void geluBackward(float[] x, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      load(delta, i).mul(VectorActivations.geluSlope(load(x, i))).intoArray(delta, i);
    }
    rest.geluBackward(x, delta, i, to);
  }

  @Override
  public void geluTanh(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorActivations.geluTanh(load(x, i)).intoArray(y, i);
    }
    rest.geluTanh(x, y, i, to);
  }

  @Override
  public void geluTanhBackward(float[] x, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      load(delta, i).mul(VectorActivations.geluTanhSlope(load(x, i))).intoArray(delta, i);
    }
    rest.geluTanhBackward(x, delta, i, to);
  }

  @Override
  public void silu(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorActivations.silu(load(x, i)).intoArray(y, i);
    }
    rest.silu(x, y, i, to);
  }

  @Override
  public void siluBackward(float[] x, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      load(delta, i).mul(VectorActivations.siluSlope(load(x, i))).intoArray(delta, i);
    }
    rest.siluBackward(x, delta, i, to);
  }

  @Override
  public void mish(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      VectorActivations.mish(load(x, i)).intoArray(y, i);
    }
    rest.mish(x, y, i, to);
  }

  @Override
  public void mishBackward(float[] x, float[] delta, int from, int to) {
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      load(delta, i).mul(VectorActivations.mishSlope(load(x, i))).intoArray(delta, i);
    }
    rest.mishBackward(x, delta, i, to);
  }

  @Override
  public void dropoutMask(Stream stream, float rate, float kept, float[] mask, int from, int to) {
    int i = from;
    if (VectorPhilox.PAYS && from % 4 == 0) {
      i = VectorPhilox.dropoutMask(stream, rate, kept, mask, from, to);
    }
    rest.dropoutMask(stream, rate, kept, mask, i, to);
  }
}
