package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.lockstep.trainer.random.Stream;

/**
 * The contract in SIMD: whole vectors with {@link VectorExp}, {@link VectorMath}, {@link VectorErf}
 * and {@link VectorActivations}, the elements that are left with {@link ScalarElements}.
 *
 * <p>A function runs in passes over blocks, each a loop that holds all of its arithmetic: between
 * methods go arrays, never vectors. A vector that is handed to a method is an object unless the
 * compiler inlines the method, and it gives up inlining where what surrounds the call is large
 * already; from then on every call makes garbage, for as long as the JVM lives.
 */
final class VectorElements implements Elements {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final int BLOCK = VectorScratch.BLOCK;
  private static final FloatVector ZERO = VectorWidth.all(0f);

  private final ScalarElements rest = new ScalarElements();

  /** Of {@code [from, to)}, where the last whole vector ends. */
  private static int end(int from, int to) {
    return from + VectorWidth.SPECIES.loopBound(Math.max(0, to - from));
  }

  @Override
  public void exp(float[] x, float[] y, int from, int to) {
    int end = end(from, to);
    VectorExp.exp(x, from, y, from, end - from);
    rest.exp(x, y, end, to);
  }

  @Override
  public void sigmoid(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorMath.sigmoid(x, i, scratch.e, y, length);
    }
    rest.sigmoid(x, y, end, to);
  }

  @Override
  public void tanh(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorMath.twiceSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorMath.tanh(x, i, scratch.e, y, length);
    }
    rest.tanh(x, y, end, to);
  }

  @Override
  public void softplus(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorMath.softplus(x, i, scratch.e, y, length);
    }
    rest.softplus(x, y, end, to);
  }

  @Override
  public void softplusBackward(float[] a, float[] delta, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      for (int j = 0; j < length; j += LANES) {
        FloatVector.fromArray(SPECIES, a, i + j).neg().intoArray(scratch.p, j);
      }
      VectorExp.expm1(scratch.p, 0, scratch.p, 0, length);
      for (int j = 0; j < length; j += LANES) {
        FloatVector slope = FloatVector.fromArray(SPECIES, scratch.p, j).neg();
        FloatVector.fromArray(SPECIES, delta, i + j).mul(slope).intoArray(delta, i + j);
      }
    }
    rest.softplusBackward(a, delta, end, to);
  }

  @Override
  public void reluBackward(float[] a, float[] delta, int from, int to) {
    int end = end(from, to);
    for (int i = from; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, i);
      FloatVector d = FloatVector.fromArray(SPECIES, delta, i);
      ZERO.blend(d, v.compare(GT, ZERO)).intoArray(delta, i);
    }
    rest.reluBackward(a, delta, end, to);
  }

  @Override
  public void leakyRelu(float slope, float[] x, float[] y, int from, int to) {
    int end = end(from, to);
    for (int i = from; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      v.mul(slope).blend(v, v.compare(GT, ZERO)).intoArray(y, i);
    }
    rest.leakyRelu(slope, x, y, end, to);
  }

  @Override
  public void leakyReluBackward(float slope, float[] a, float[] delta, int from, int to) {
    int end = end(from, to);
    for (int i = from; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, i);
      FloatVector d = FloatVector.fromArray(SPECIES, delta, i);
      d.mul(slope).blend(d, v.compare(GT, ZERO)).intoArray(delta, i);
    }
    rest.leakyReluBackward(slope, a, delta, end, to);
  }

  @Override
  public void elu(float above, float below, float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.expm1(x, i, scratch.p, 0, length);
      VectorActivations.elu(x, i, above, below, scratch.p, y, length);
    }
    rest.elu(above, below, x, y, end, to);
  }

  @Override
  public void eluBackward(float above, float below, float[] a, float[] delta, int from, int to) {
    int end = end(from, to);
    for (int i = from; i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, i);
      FloatVector slope = v.add(below).blend(above, v.compare(GT, ZERO));
      FloatVector.fromArray(SPECIES, delta, i).mul(slope).intoArray(delta, i);
    }
    rest.eluBackward(above, below, a, delta, end, to);
  }

  @Override
  public void gelu(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorErf.exponent(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorErf.normal(x, i, scratch.e, scratch.p, length);
      VectorActivations.product(x, i, scratch.p, y, length);
    }
    rest.gelu(x, y, end, to);
  }

  @Override
  public void geluBackward(float[] x, float[] delta, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorErf.exponent(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorErf.normal(x, i, scratch.e, scratch.p, length);
      VectorActivations.geluBackward(x, i, scratch.e, scratch.p, delta, length);
    }
    rest.geluBackward(x, delta, end, to);
  }

  @Override
  public void geluTanh(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorActivations.twiceU(x, i, scratch.p, length);
      VectorExp.minusSize(scratch.p, 0, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.timesSigmoid(x, i, scratch.p, 0, scratch.e, y, length);
    }
    rest.geluTanh(x, y, end, to);
  }

  @Override
  public void geluTanhBackward(float[] x, float[] delta, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorActivations.twiceU(x, i, scratch.p, length);
      VectorExp.minusSize(scratch.p, 0, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.geluTanhBackward(x, i, scratch.e, scratch.p, delta, length);
    }
    rest.geluTanhBackward(x, delta, end, to);
  }

  @Override
  public void silu(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.timesSigmoid(x, i, x, i, scratch.e, y, length);
    }
    rest.silu(x, y, end, to);
  }

  @Override
  public void siluBackward(float[] x, float[] delta, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.siluBackward(x, i, scratch.e, delta, length);
    }
    rest.siluBackward(x, delta, end, to);
  }

  @Override
  public void mish(float[] x, float[] y, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.mish(x, i, scratch.e, y, length);
    }
    rest.mish(x, y, end, to);
  }

  @Override
  public void mishBackward(float[] x, float[] delta, int from, int to) {
    VectorScratch scratch = VectorScratch.ofThread();
    int end = end(from, to);
    for (int i = from; i < end; i += BLOCK) {
      int length = Math.min(BLOCK, end - i);
      VectorExp.minusSize(x, i, scratch.e, length);
      VectorExp.exp(scratch.e, 0, scratch.e, 0, length);
      VectorActivations.mishBackward(x, i, scratch.e, delta, length);
    }
    rest.mishBackward(x, delta, end, to);
  }

  @Override
  public void dropoutMask(Stream stream, float rate, float kept, float[] mask, int from, int to) {
    for (int at = from; at < to; at += BLOCK) {
      int next = Math.min(to, at + BLOCK);
      uniform(stream, mask, at, next);
      drop(rate, kept, mask, at, next);
    }
  }

  private static void drop(float rate, float kept, float[] mask, int from, int to) {
    int end = end(from, to);
    FloatVector factor = VectorWidth.all(kept);
    for (int i = from; i < end; i += LANES) {
      FloatVector u = FloatVector.fromArray(SPECIES, mask, i);
      factor.blend(ZERO, u.compare(LT, rate)).intoArray(mask, i);
    }
    ScalarElements.drop(rate, kept, mask, end, to);
  }

  @Override
  public void uniform(Stream stream, float[] y, int from, int to) {
    int i = from;
    if (VectorPhilox.PAYS && from % 4 == 0) {
      i = VectorPhilox.uniform(stream, y, from, to);
    }
    rest.uniform(stream, y, i, to);
  }

  @Override
  public void randomLeak(
      double lower, double upper, float[] x, float[] u, float[] y, int from, int to) {
    int end = end(from, to);
    VectorActivations.randomLeak(lower, upper - lower, x, u, y, from, end);
    rest.randomLeak(lower, upper, x, u, y, end, to);
  }
}
