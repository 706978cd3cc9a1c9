package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link FloatMath} that build on a power of e, over whole vectors, lane by lane
 * in the same operations: {@code x} and {@code y} from {@code from} on, the powers in {@code e}
 * from 0 on.
 */
final class VectorMath {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final FloatVector ZERO = VectorWidth.all(0f);
  private static final FloatVector HALF = VectorWidth.all(0.5f);
  private static final FloatVector ONE = VectorWidth.all(1f);
  private static final FloatVector TWO = VectorWidth.all(2f);
  private static final FloatVector MINUS_HALF = VectorWidth.all(-0.5f);
  private static final FloatVector LN2_HIGH = VectorWidth.all(FloatMath.LN2_HIGH);
  private static final FloatVector LN2_LOW = VectorWidth.all(FloatMath.LN2_LOW);
  private static final float SQRT_2 =
      Float.intBitsToFloat(FloatMath.SQRT_HALF_BITS + (1 << FloatMath.EXPONENT_SHIFT));

  private static final FloatVector TANH_4 = VectorWidth.all(-5.70498872745e-3f);
  private static final FloatVector TANH_3 = VectorWidth.all(2.06390887954e-2f);
  private static final FloatVector TANH_2 = VectorWidth.all(-5.37397155531e-2f);
  private static final FloatVector TANH_1 = VectorWidth.all(1.33314422036e-1f);
  private static final FloatVector TANH_0 = VectorWidth.all(-3.33332819422e-1f);
  private static final FloatVector LOG_8 = VectorWidth.all(7.0376836292e-2f);
  private static final FloatVector LOG_7 = VectorWidth.all(-1.1514610310e-1f);
  private static final FloatVector LOG_6 = VectorWidth.all(1.1676998740e-1f);
  private static final FloatVector LOG_5 = VectorWidth.all(-1.2420140846e-1f);
  private static final FloatVector LOG_4 = VectorWidth.all(1.4249322787e-1f);
  private static final FloatVector LOG_3 = VectorWidth.all(-1.6668057665e-1f);
  private static final FloatVector LOG_2 = VectorWidth.all(2.0000714765e-1f);
  private static final FloatVector LOG_1 = VectorWidth.all(-2.4999993993e-1f);
  private static final FloatVector LOG_0 = VectorWidth.all(3.3333331174e-1f);

  private VectorMath() {}

  /** y = 1 / (1 + e⁻ˣ), given e = e^{−|x|}. */
  static void sigmoid(float[] x, int from, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      ONE.blend(power, v.compare(LT, 0f)).div(power.add(ONE)).intoArray(y, from + i);
    }
  }

  /** y[i] = 2·|x[from + i]|. */
  static void twiceSize(float[] x, int from, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + i).abs();
      a.add(a).intoArray(y, i);
    }
  }

  /** y = tanh x, given e = e^{2|x|}. */
  static void tanh(float[] x, int from, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector a = v.abs();
      FloatVector s = a.mul(a);
      FloatVector p = TANH_4.fma(s, TANH_3).fma(s, TANH_2).fma(s, TANH_1).fma(s, TANH_0);
      FloatVector near = p.mul(s).fma(a, a);
      FloatVector far = ONE.sub(TWO.div(FloatVector.fromArray(SPECIES, e, i).add(ONE)));
      FloatVector size = far.blend(near, a.compare(LT, 0.625f));
      size.reinterpretAsInts()
          .or(v.reinterpretAsInts().and(0x80000000))
          .reinterpretAsFloats()
          .intoArray(y, from + i);
    }
  }

  /**
   * y = ln(1 + eˣ), given e = e^{−|x|}: {@link FloatMath#log1p} of e, where the exponent of 1 + e,
   * whose mantissa is taken from [√½, √2), can only be k = 0 or 1.
   */
  static void softplus(float[] x, int from, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      FloatVector u = power.add(ONE);
      FloatVector c = power.sub(u.sub(ONE));
      VectorMask<Float> large = u.compare(GE, SQRT_2);
      FloatVector scale = ONE.blend(HALF, large);
      FloatVector k = ZERO.blend(ONE, large);
      FloatVector f = c.fma(scale, u.mul(scale).sub(ONE));
      FloatVector p = LOG_8.fma(f, LOG_7).fma(f, LOG_6).fma(f, LOG_5).fma(f, LOG_4);
      p = p.fma(f, LOG_3).fma(f, LOG_2).fma(f, LOG_1).fma(f, LOG_0);
      FloatVector square = f.mul(f);
      FloatVector log = square.fma(MINUS_HALF, k.fma(LN2_LOW, p.mul(f).mul(square)));
      log = k.fma(LN2_HIGH, f.add(log));
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      ZERO.blend(v, v.compare(GT, 0f)).add(log).intoArray(y, from + i);
    }
  }
}
