package org.lockstep.trainer.matrix;

import java.util.function.DoubleUnaryOperator;

/** How far functions of floats are from the exact ones, and whether their bits have changed. */
final class UlpErrors {
  /** Odd, so that the sweep meets every pattern of low bits; 4.3 million floats a function. */
  private static final int STRIDE = 1009;

  private static final int HASH_STRIDE = 65_537;

  interface FloatFunction {
    float apply(float x);
  }

  private UlpErrors() {}

  /** The largest error over the floats. */
  static double worst(FloatFunction function, DoubleUnaryOperator exact) {
    double worst = 0;
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        worst = Math.max(worst, of(function.apply(x), exact.applyAsDouble(x)));
      }
    }
    return worst;
  }

  /** In units in the last place of the exact value; infinite where only one of them is finite. */
  static double of(float actual, double exact) {
    float nearest = (float) exact;
    if (Float.isNaN(nearest) || Float.isInfinite(nearest)) {
      return Float.compare(actual, nearest) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(actual - exact) / Math.ulp(nearest);
  }

  /** Of the bits over a sweep of the floats. */
  static long hash(FloatFunction function) {
    long hash = 0;
    for (long bits = 0; bits < 1L << 32; bits += HASH_STRIDE) {
      float x = Float.intBitsToFloat((int) bits);
      if (!Float.isNaN(x)) {
        hash = 31 * hash + Float.floatToIntBits(function.apply(x));
      }
    }
    return hash;
  }
}
