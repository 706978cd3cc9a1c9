package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The functions of {@link FloatMath}, lane by lane in the same operations, so with the same bits.
 *
 * <p>What is written otherwise gives the same numbers: blends stand for min and max with a
 * constant, which in vectors take five instructions for the sake of ±0.
 */
final class VectorMath {
  static final FloatVector ZERO = all(0f);
  static final FloatVector HALF = all(0.5f);
  static final FloatVector ONE = all(1f);
  static final FloatVector TWO = all(2f);
  static final FloatVector MINUS_HALF = all(-0.5f);
  private static final FloatVector LN2_HIGH = all(FloatMath.LN2_HIGH);
  private static final FloatVector LN2_LOW = all(FloatMath.LN2_LOW);
  private static final FloatVector EXP_MIN = all(FloatMath.EXP_MIN);
  private static final FloatVector EXP_MAX = all(FloatMath.EXP_MAX);
  private static final FloatVector EXPM1_MIN = all(FloatMath.EXPM1_MIN);
  private static final FloatVector SQRT_2 =
      all(Float.intBitsToFloat(FloatMath.SQRT_HALF_BITS + (1 << FloatMath.EXPONENT_SHIFT)));
  private static final FloatVector TANH_NEAR = all(0.625f);

  private static final FloatVector TANH_4 = all(-5.70498872745e-3f);
  private static final FloatVector TANH_3 = all(2.06390887954e-2f);
  private static final FloatVector TANH_2 = all(-5.37397155531e-2f);
  private static final FloatVector TANH_1 = all(1.33314422036e-1f);
  private static final FloatVector TANH_0 = all(-3.33332819422e-1f);
  private static final FloatVector LOG_8 = all(7.0376836292e-2f);
  private static final FloatVector LOG_7 = all(-1.1514610310e-1f);
  private static final FloatVector LOG_6 = all(1.1676998740e-1f);
  private static final FloatVector LOG_5 = all(-1.2420140846e-1f);
  private static final FloatVector LOG_4 = all(1.4249322787e-1f);
  private static final FloatVector LOG_3 = all(-1.6668057665e-1f);
  private static final FloatVector LOG_2 = all(2.0000714765e-1f);
  private static final FloatVector LOG_1 = all(-2.4999993993e-1f);
  private static final FloatVector LOG_0 = all(3.3333331174e-1f);

  private static final IntVector ROUNDER_BITS_LESS_TWO_BIASES =
      allBits(FloatMath.ROUNDER_BITS - 2 * FloatMath.EXPONENT_BIAS);
  private static final IntVector ROUNDER_BITS_LESS_BIAS_AND_1 =
      allBits(FloatMath.ROUNDER_BITS - FloatMath.EXPONENT_BIAS + 1);
  private static final IntVector SIGN = allBits(0x80000000);

  private VectorMath() {}

  /** The number in every lane. */
  static FloatVector all(float x) {
    return FloatVector.broadcast(VectorWidth.SPECIES, x);
  }

  private static IntVector allBits(int bits) {
    return all(Float.intBitsToFloat(bits)).reinterpretAsInts();
  }

  /** max(low, min(high, x)) for low &lt; 0 &lt; high; NaN stays NaN. */
  static FloatVector clamp(FloatVector x, FloatVector low, FloatVector high) {
    FloatVector below = x.blend(high, x.compare(GT, high));
    return below.blend(low, below.compare(LT, low));
  }

  /** eˣ. */
  static FloatVector exp(FloatVector x) {
    return expWithinRange(clamp(x, EXP_MIN, EXP_MAX));
  }

  /** eˣ for x &lt;= 0 and for NaN. */
  static FloatVector expOfNegative(FloatVector x) {
    return expWithinRange(x.blend(EXP_MIN, x.compare(LT, EXP_MIN)));
  }

  /** eˣ for x &gt;= 0 and for NaN. */
  private static FloatVector expOfPositive(FloatVector x) {
    return expWithinRange(x.blend(EXP_MAX, x.compare(GT, EXP_MAX)));
  }

  /** The two halves of the exponent get their bias by halving one that is twice as large. */
  private static FloatVector expWithinRange(FloatVector x) {
    FloatVector shifted = x.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector r = reduced(x, shifted.sub(all(FloatMath.ROUNDER)));
    FloatVector y = expTail(r).fma(r.mul(r), r).add(ONE);
    IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS_LESS_TWO_BIASES);
    IntVector half = exponent.lanewise(ASHR, 1);
    return y.mul(withExponent(half)).mul(withExponent(exponent.sub(half)));
  }

  /** eˣ − 1. */
  static FloatVector expm1(FloatVector x) {
    FloatVector clamped = clamp(x, EXPM1_MIN, EXP_MAX);
    FloatVector shifted = clamped.fma(all(FloatMath.LOG2_E), all(FloatMath.ROUNDER));
    FloatVector n = shifted.sub(all(FloatMath.ROUNDER));
    FloatVector r = reduced(clamped, n);
    FloatVector q = expTail(r).fma(r.mul(r), r);
    FloatVector half = withExponent(shifted.reinterpretAsInts().sub(ROUNDER_BITS_LESS_BIAS_AND_1));
    FloatVector far = q.fma(half, half.sub(HALF)).mul(TWO);
    FloatVector y = far.blend(q, n.compare(EQ, ZERO));
    return y.blend(x, x.compare(EQ, ZERO));
  }

  /** tanh x. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector s = a.mul(a);
    FloatVector p = TANH_4;
    p = p.fma(s, TANH_3);
    p = p.fma(s, TANH_2);
    p = p.fma(s, TANH_1);
    p = p.fma(s, TANH_0);
    FloatVector near = p.mul(s).fma(a, a);
    FloatVector far = ONE.sub(TWO.div(expOfPositive(a.add(a)).add(ONE)));
    FloatVector size = far.blend(near, a.compare(LT, TANH_NEAR));
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return size.reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /** 1 / (1 + e⁻ˣ). */
  static FloatVector sigmoid(FloatVector x) {
    return sigmoid(x, expOfMinusAbs(x));
  }

  /** 1 / (1 + e⁻ˣ), given e = e^{−|x|}. */
  static FloatVector sigmoid(FloatVector x, FloatVector e) {
    return ONE.blend(e, x.compare(LT, ZERO)).div(e.add(ONE));
  }

  /** e^{−|x|}. */
  static FloatVector expOfMinusAbs(FloatVector x) {
    return expOfNegative(x.abs().neg());
  }

  /** ln(1 + eˣ). */
  static FloatVector softplus(FloatVector x) {
    FloatVector positive = ZERO.blend(x, x.compare(GT, ZERO));
    return positive.add(log1pOfFraction(expOfMinusAbs(x)));
  }

  /**
   * ln(1 + x) for x in [0, 1], without −0, and for NaN: {@link FloatMath#log1p}, where the exponent
   * of 1 + x, whose mantissa is taken from [√½, √2), can only be k = 0 or 1.
   */
  private static FloatVector log1pOfFraction(FloatVector x) {
    FloatVector u = x.add(ONE);
    FloatVector c = x.sub(u.sub(ONE));
    VectorMask<Float> large = u.compare(GE, SQRT_2);
    FloatVector scale = ONE.blend(HALF, large);
    FloatVector k = ZERO.blend(ONE, large);
    return logOfReduced(c.fma(scale, u.mul(scale).sub(ONE)), k);
  }

  private static FloatVector reduced(FloatVector clamped, FloatVector n) {
    return n.fma(all(-FloatMath.LN2_LOW), n.fma(all(-FloatMath.LN2_HIGH), clamped));
  }

  private static FloatVector expTail(FloatVector r) {
    FloatVector p = all(1.9875691500e-4f);
    p = p.fma(r, all(1.3981999507e-3f));
    p = p.fma(r, all(8.3334519073e-3f));
    p = p.fma(r, all(4.1665795894e-2f));
    p = p.fma(r, all(1.6666665459e-1f));
    return p.fma(r, all(5.0000001201e-1f));
  }

  /** 2ⁿ, given n + 127. */
  private static FloatVector withExponent(IntVector biased) {
    return biased.lanewise(LSHL, FloatMath.EXPONENT_SHIFT).reinterpretAsFloats();
  }

  private static FloatVector logOfReduced(FloatVector f, FloatVector k) {
    FloatVector p = LOG_8;
    p = p.fma(f, LOG_7);
    p = p.fma(f, LOG_6);
    p = p.fma(f, LOG_5);
    p = p.fma(f, LOG_4);
    p = p.fma(f, LOG_3);
    p = p.fma(f, LOG_2);
    p = p.fma(f, LOG_1);
    p = p.fma(f, LOG_0);
    FloatVector square = f.mul(f);
    FloatVector y = k.fma(LN2_LOW, p.mul(f).mul(square));
    y = square.fma(MINUS_HALF, y);
    return k.fma(LN2_HIGH, f.add(y));
  }
}
