package org.lockstep.trainer.matrix;

/**
 * The error function and the normal distribution function of floats, with the same bits on every
 * JDK and CPU, under the rules of {@link FloatMath}.
 *
 * <p>Polynomials: our own weighted minimax fits; the far one in the variable of Shepherd &amp;
 * Laframboise 1981, "Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x in 0 ≤ x &lt; ∞".
 */
public final class FloatErf {
  static final float SQRT_HALF = 0.70710678118654752f;

  /** Beyond, erfc x is 0 as a float; the far polynomial was fitted up to here. */
  static final float FAR = 10.5f;

  /** Beyond, the normal distribution function at −x is 0 as a float. */
  static final float FAR_NORMAL = 14.5f;

  private FloatErf() {}

  /**
   * erf x = 2/√π·∫₀ˣ e^{−t²} dt; ±1 from |x| = 3.92, keeps the sign of zero, NaN for NaN. Error
   * below 1.2 ulp.
   *
   * <p>Below 1 the odd polynomial x + x·P(x²), above 1 − e^{−x²}·S(x), on |x|.
   */
  public static float erf(float x) {
    float a = Math.abs(x);
    float s = a * a;
    float p = 7.8538615e-5f;
    p = Math.fma(p, s, -8.0101937e-4f);
    p = Math.fma(p, s, 5.1883277e-3f);
    p = Math.fma(p, s, -2.6853813e-2f);
    p = Math.fma(p, s, 1.1283585e-1f);
    p = Math.fma(p, s, -3.7612626e-1f);
    p = Math.fma(p, s, 1.2837917e-1f);
    float near = Math.fma(p, a, a);
    float t = Math.min(FAR, a);
    float far = 1f - FloatMath.exp(-t * t) * scaledComplement(t);
    return Math.copySign(a < 1f ? near : far, x);
  }

  /**
   * Φ(x) = ½·erfc(−x/√2), the chance that a standard normal variable is below x; 0 below −14.2, 1
   * above 5.5, NaN for NaN. Error below 6 ulp, in the lower tail too.
   *
   * <p>½·e^{−x²/2}·S(|x|/√2) is the chance beyond |x|. The exponent is split into x² rounded and
   * its rounding error, which a fused multiply-add finds, since in the tail each of its ulps would
   * cost many of the result's.
   */
  public static float normal(float x) {
    float a = Math.min(FAR_NORMAL, Math.abs(x));
    float square = a * a;
    float rest = Math.fma(a, a, -square);
    float e = FloatMath.exp(-0.5f * square);
    float density = Math.fma(-0.5f * rest, e, e);
    float tail = 0.5f * density * scaledComplement(a * SQRT_HALF);
    return x < 0f ? tail : 1f - tail;
  }

  /** S(t) = e^{t²}·erfc t for t in 0 … 10.5, as P(q) / (1 + 2t) with q = (t − 4) / (t + 4). */
  private static float scaledComplement(float t) {
    float q = (t - 4f) / (t + 4f);
    float p = 8.335012e-4f;
    p = Math.fma(p, q, 6.8614148e-3f);
    p = Math.fma(p, q, -1.6060883e-2f);
    p = Math.fma(p, q, 3.6387067e-2f);
    p = Math.fma(p, q, -6.6593386e-2f);
    p = Math.fma(p, q, 9.3839906e-2f);
    p = Math.fma(p, q, -1.0099292e-1f);
    p = Math.fma(p, q, 6.809142e-2f);
    p = Math.fma(p, q, 1.5377328e-2f);
    p = Math.fma(p, q, -1.3962102e-1f);
    p = Math.fma(p, q, 1.2329952f);
    return p / Math.fma(2f, t, 1f);
  }
}
