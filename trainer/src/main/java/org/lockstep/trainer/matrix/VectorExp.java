package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatMath#exp} and {@link FloatMath#expm1} over whole vectors, lane by lane in the same
 * operations.
 *
 * <p>What is written otherwise gives the same numbers: blends stand for min and max with a
 * constant, which in vectors take five instructions for the sake of ±0.
 */
final class VectorExp {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final FloatVector LOG2_E = VectorWidth.all(FloatMath.LOG2_E);
  private static final FloatVector ROUNDER = VectorWidth.all(FloatMath.ROUNDER);
  private static final FloatVector MINUS_LN2_HIGH = VectorWidth.all(-FloatMath.LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = VectorWidth.all(-FloatMath.LN2_LOW);
  private static final FloatVector P5 = VectorWidth.all(1.9875691500e-4f);
  private static final FloatVector P4 = VectorWidth.all(1.3981999507e-3f);
  private static final FloatVector P3 = VectorWidth.all(8.3334519073e-3f);
  private static final FloatVector P2 = VectorWidth.all(4.1665795894e-2f);
  private static final FloatVector P1 = VectorWidth.all(1.6666665459e-1f);
  private static final FloatVector P0 = VectorWidth.all(5.0000001201e-1f);
  private static final int ROUNDER_BITS_LESS_TWO_BIASES =
      FloatMath.ROUNDER_BITS - 2 * FloatMath.EXPONENT_BIAS;
  private static final int ROUNDER_BITS_LESS_BIAS_AND_1 =
      FloatMath.ROUNDER_BITS - FloatMath.EXPONENT_BIAS + 1;

  private VectorExp() {}

  /**
   * y[yFrom + i] = e^x[xFrom + i]. The two halves of the exponent get their bias by halving one
   * that is twice as large.
   */
  static void exp(float[] x, int xFrom, float[] y, int yFrom, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      v = v.blend(FloatMath.EXP_MAX, v.compare(GT, FloatMath.EXP_MAX));
      v = v.blend(FloatMath.EXP_MIN, v.compare(LT, FloatMath.EXP_MIN));
      FloatVector shifted = v.fma(LOG2_E, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, v));
      FloatVector p = P5.fma(r, P4).fma(r, P3).fma(r, P2).fma(r, P1).fma(r, P0);
      FloatVector power = p.fma(r.mul(r), r).add(1f);
      IntVector exponent = shifted.reinterpretAsInts().sub(ROUNDER_BITS_LESS_TWO_BIASES);
      IntVector half = exponent.lanewise(ASHR, 1);
      IntVector other = exponent.sub(half);
      power
          .mul(half.lanewise(LSHL, FloatMath.EXPONENT_SHIFT).reinterpretAsFloats())
          .mul(other.lanewise(LSHL, FloatMath.EXPONENT_SHIFT).reinterpretAsFloats())
          .intoArray(y, yFrom + i);
    }
  }

  /** y[yFrom + i] = e^x[xFrom + i] − 1. */
  static void expm1(float[] x, int xFrom, float[] y, int yFrom, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xFrom + i);
      VectorMask<Float> zero = v.compare(EQ, 0f);
      FloatVector clamped = v.blend(FloatMath.EXP_MAX, v.compare(GT, FloatMath.EXP_MAX));
      clamped = clamped.blend(FloatMath.EXPM1_MIN, clamped.compare(LT, FloatMath.EXPM1_MIN));
      FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, clamped));
      FloatVector p = P5.fma(r, P4).fma(r, P3).fma(r, P2).fma(r, P1).fma(r, P0);
      FloatVector q = p.fma(r.mul(r), r);
      IntVector biased = shifted.reinterpretAsInts().sub(ROUNDER_BITS_LESS_BIAS_AND_1);
      FloatVector half = biased.lanewise(LSHL, FloatMath.EXPONENT_SHIFT).reinterpretAsFloats();
      FloatVector far = q.fma(half, half.sub(0.5f)).mul(2f);
      far.blend(q, n.compare(EQ, 0f)).blend(v, zero).intoArray(y, yFrom + i);
    }
  }

  /** y[i] = −|x[from + i]|. */
  static void minusSize(float[] x, int from, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector.fromArray(SPECIES, x, from + i).abs().neg().intoArray(y, i);
    }
  }
}
