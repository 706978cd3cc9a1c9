package org.lockstep.trainer.matrix;

/**
 * Elementary functions of floats with the same bits on every JDK and CPU.
 *
 * <p>{@code Math.exp} and its kin may differ between JDKs and between interpreter and compiler;
 * here every function is a fixed chain of correctly rounded operations: +, −, ·, /, {@link
 * Math#fma}, min, max, comparison and integer operations on the bits. There are no tables, no loops
 * and no branches but selections between two computed values, so a vector kernel can follow the
 * same chain lane by lane and get the same bits.
 *
 * <p>Polynomials: Moshier's Cephes library (expf, logf, tanhf), evaluated by Horner's rule in fused
 * multiply-adds. The errors stated bound those found at every fifth float, in units in the last
 * place (ulp) of the exact result; near zero, in units of the smallest float.
 *
 * <p>The constants are seen by {@code VectorMath}, which follows the same chains.
 */
public final class FloatMath {
  static final float LOG2_E = 1.44269504088896341f;
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5·2²³: adding it rounds to a whole number, which then stands in the low bits. */
  static final float ROUNDER = 12582912f;

  static final int ROUNDER_BITS = 0x4B400000;

  /** Above, e^x is infinite, below, it is 0, and 2^±150 still is a product of two floats. */
  static final float EXP_MAX = 89f;

  static final float EXP_MIN = -104f;

  static final int EXPONENT_SHIFT = 23;
  static final int EXPONENT_BIAS = 127;

  /** Below, e^x − 1 rounds to −1. */
  static final float EXPM1_MIN = -20f;

  /** The bits of √½: mantissas are taken from [√½, √2). */
  static final int SQRT_HALF_BITS = 0x3F3504F3;

  static final float SUBNORMAL_SCALE = 0x1p23f;

  private FloatMath() {}

  /**
   * eˣ; +∞ above 88.7228, subnormal below −87.34, 0 below −103.98, NaN for NaN. Error below 1.1
   * ulp.
   *
   * <p>x = n·ln 2 + r with |r| ≤ ln 2 / 2; eˣ = 2ⁿ·(1 + r + r²·P(r)). The scaling is done in two
   * halves so that it neither overflows early nor rounds twice.
   */
  public static float exp(float x) {
    float clamped = Math.max(EXP_MIN, Math.min(EXP_MAX, x));
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, clamped));
    float y = Math.fma(expTail(r), r * r, r) + 1f;
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = exponent >> 1;
    return y * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /**
   * eˣ − 1; x itself (with its sign) at ±0, −1 below −17.4, +∞ above 88.7228, NaN for NaN. Error
   * below 1.5 ulp.
   *
   * <p>x = n·ln 2 + r and q = e^r − 1 as in {@link #exp}; eˣ − 1 = 2·(2ⁿ⁻¹·q + (2ⁿ⁻¹ − ½)), where
   * the halves keep 2ⁿ finite, and q itself for n = 0.
   */
  public static float expm1(float x) {
    float clamped = Math.max(EXPM1_MIN, Math.min(EXP_MAX, x));
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    float n = shifted - ROUNDER;
    float r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, clamped));
    float q = Math.fma(expTail(r), r * r, r);
    int exponent = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    float half = powerOfTwo(exponent - 1);
    float far = 2f * Math.fma(q, half, half - 0.5f);
    float y = exponent == 0 ? q : far;
    return x == 0f ? x : y;
  }

  /**
   * ln x; −∞ at ±0, NaN below 0 and for NaN, +∞ at +∞. Subnormals included. Error below 0.9 ulp.
   */
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float normal = subnormal ? x * SUBNORMAL_SCALE : x;
    int bits = Float.floatToRawIntBits(normal);
    int exponent = (bits - SQRT_HALF_BITS) >> EXPONENT_SHIFT;
    float fraction = Float.intBitsToFloat(bits - (exponent << EXPONENT_SHIFT)) - 1f;
    float y = logOfReduced(fraction, exponent - (subnormal ? EXPONENT_SHIFT : 0));
    return logAtEdges(x, y);
  }

  /**
   * ln(1 + x); x itself (with its sign) at ±0, −∞ at −1, NaN below −1 and for NaN, +∞ at +∞. Error
   * below 1.5 ulp.
   *
   * <p>u = 1 + x rounded and its rounding error c = (1 + x) − u, which is exact, so that 1 + x =
   * 2ᵏ·(m + c·2⁻ᵏ) with u = 2ᵏ·m.
   */
  public static float log1p(float x) {
    float u = 1f + x;
    float c = Math.abs(x) < 1f ? x - (u - 1f) : 1f - (u - x);
    int bits = Float.floatToRawIntBits(u);
    int exponent = (bits - SQRT_HALF_BITS) >> EXPONENT_SHIFT;
    float mantissa = Float.intBitsToFloat(bits - (exponent << EXPONENT_SHIFT));
    // For k > 126 the error no longer counts and 2⁻ᵏ would be subnormal.
    float fraction = Math.fma(c, powerOfTwo(-Math.min(exponent, 126)), mantissa - 1f);
    float y = logAtEdges(u, logOfReduced(fraction, exponent));
    return x == 0f ? x : y;
  }

  /**
   * tanh x; ±1 from |x| = 9.02, keeps the sign of zero, NaN for NaN. Error below 1.5 ulp.
   *
   * <p>Below 0.625 the odd polynomial x + x³·P(x²), above 1 − 2 / (e²ˣ + 1), on |x|.
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float s = a * a;
    float p = -5.70498872745e-3f;
    p = Math.fma(p, s, 2.06390887954e-2f);
    p = Math.fma(p, s, -5.37397155531e-2f);
    p = Math.fma(p, s, 1.33314422036e-1f);
    p = Math.fma(p, s, -3.33332819422e-1f);
    float near = Math.fma(p * s, a, a);
    float far = 1f - 2f / (exp(a + a) + 1f);
    return Math.copySign(a < 0.625f ? near : far, x);
  }

  /**
   * 1 / (1 + e⁻ˣ), from e^{−|x|} so that small values keep their precision; NaN for NaN. Error
   * below 2.5 ulp.
   */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0f ? e : 1f) / (1f + e);
  }

  /** ln(1 + eˣ) = max(x, 0) + log1p(e^{−|x|}); NaN for NaN. Error below 1.8 ulp. */
  public static float softplus(float x) {
    return Math.max(x, 0f) + log1p(exp(-Math.abs(x)));
  }

  /** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2. */
  private static float expTail(float r) {
    float p = 1.9875691500e-4f;
    p = Math.fma(p, r, 1.3981999507e-3f);
    p = Math.fma(p, r, 8.3334519073e-3f);
    p = Math.fma(p, r, 4.1665795894e-2f);
    p = Math.fma(p, r, 1.6666665459e-1f);
    return Math.fma(p, r, 5.0000001201e-1f);
  }

  /** 2ⁿ for n in −126 … 127. */
  private static float powerOfTwo(int n) {
    return Float.intBitsToFloat((n + EXPONENT_BIAS) << EXPONENT_SHIFT);
  }

  /** ln(2ᵏ·(1 + f)) = k·ln 2 + f − f²/2 + f³·P(f) with 1 + f in [√½, √2). */
  private static float logOfReduced(float f, int exponent) {
    float p = 7.0376836292e-2f;
    p = Math.fma(p, f, -1.1514610310e-1f);
    p = Math.fma(p, f, 1.1676998740e-1f);
    p = Math.fma(p, f, -1.2420140846e-1f);
    p = Math.fma(p, f, 1.4249322787e-1f);
    p = Math.fma(p, f, -1.6668057665e-1f);
    p = Math.fma(p, f, 2.0000714765e-1f);
    p = Math.fma(p, f, -2.4999993993e-1f);
    p = Math.fma(p, f, 3.3333331174e-1f);
    float k = exponent;
    float square = f * f;
    float y = Math.fma(k, LN2_LOW, p * f * square);
    y = Math.fma(square, -0.5f, y);
    return Math.fma(k, LN2_HIGH, f + y);
  }

  /** The logarithm of x where the polynomial does not hold. */
  private static float logAtEdges(float x, float y) {
    float finite = x == Float.POSITIVE_INFINITY ? x : y;
    float positive = x == 0f ? Float.NEGATIVE_INFINITY : finite;
    return x >= 0f ? positive : Float.NaN;
  }
}
