package org.lockstep.trainer.table;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of doubles, or of their squares, without any rounding, so that it does not depend on the
 * order: a fixed-point number wide enough for every product of two doubles (Kulisch's long
 * accumulator).
 *
 * <p>A finite double is m·2^e with |m| < 2^53 and −1074 <= e <= 971, so products of two span
 * 2^−2148 to 2^2048. The number is Σ limbs[i]·2^(32·i − 2148); each limb is a signed long that
 * takes additions of less than 2^32 in size, and carries are settled after 2^30 additions, before a
 * limb can overflow.
 */
final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int LOWEST_EXPONENT = -2148;
  private static final int LIMBS = 136; // 4352 bits: 2148 + 2048, and more than 64 of carry
  private static final int SETTLE_AFTER = 1 << 30;
  private static final long LOW_32 = 0xffff_ffffL;

  private final long[] limbs = new long[LIMBS];
  private int unsettled;

  /** Adds a finite x. */
  void add(double x) {
    long mantissa = mantissa(x);
    addScaled(0, Math.abs(mantissa), exponent(x), mantissa < 0);
  }

  /** Adds x², exactly. */
  void addSquare(double x) {
    long mantissa = Math.abs(mantissa(x));
    addScaled(Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, 2 * exponent(x), false);
  }

  /** Adds the other sum. */
  void merge(ExactSum other) {
    settle();
    other.settle();
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] += other.limbs[i];
    }
    unsettled = 1;
  }

  /** The sum, exactly. */
  BigDecimal value() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(limbs[i]));
    }
    int zeros = Math.max(0, sum.getLowestSetBit());
    int exponent = LOWEST_EXPONENT + zeros;
    BigInteger odd = sum.shiftRight(zeros);
    return exponent >= 0
        ? new BigDecimal(odd.shiftLeft(exponent))
        : new BigDecimal(odd).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
  }

  /** Adds ±(high·2^64 + low)·2^exponent; high and low unsigned. */
  private void addScaled(long high, long low, int exponent, boolean negative) {
    int bit = exponent - LOWEST_EXPONENT;
    int limb = bit >>> 5;
    int shift = bit & 31;
    long[] parts = {low & LOW_32, low >>> 32, high & LOW_32, high >>> 32};
    for (int i = 0; i < parts.length; i++) {
      long part = parts[i] << shift;
      put(limb + i, part & LOW_32, negative);
      put(limb + i + 1, part >>> 32, negative);
    }
    unsettled += 2; // a limb takes at most two parts from one addition
    if (unsettled >= SETTLE_AFTER) {
      settle();
    }
  }

  private void put(int limb, long part, boolean negative) {
    if (part != 0) {
      limbs[limb] += negative ? -part : part;
    }
  }

  /** Carries upwards until every limb but the last is in 0 … 2^32 − 1. */
  private void settle() {
    long carry = 0;
    for (int i = 0; i < LIMBS - 1; i++) {
      long limb = limbs[i] + carry;
      limbs[i] = limb & LOW_32;
      carry = limb >> 32;
    }
    limbs[LIMBS - 1] += carry;
    unsettled = 0;
  }

  private static long mantissa(double x) {
    long bits = Double.doubleToRawLongBits(x);
    long fraction = bits & ((1L << 52) - 1);
    long size = Math.getExponent(x) < Double.MIN_EXPONENT ? fraction : fraction | (1L << 52);
    return bits < 0 ? -size : size;
  }

  private static int exponent(double x) {
    return Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - 52;
  }
}
