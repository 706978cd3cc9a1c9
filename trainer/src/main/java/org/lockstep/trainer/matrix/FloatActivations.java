package org.lockstep.trainer.matrix;

/**
 * Activations of floats that take more than one function of {@link FloatMath} or {@link FloatErf},
 * and their derivatives, under the rules of {@link FloatMath}: the oracle of {@link Elements}.
 */
public final class FloatActivations {
  static final float ONE_OVER_SQRT_2_PI = 0.39894228040143267794f;

  /** Where both GELUs' derivatives have long been 0 or 1 while x² and x³ are still finite. */
  static final float FLAT = 32f;

  /** 2·√(2/π). */
  static final float TANH_SLOPE = 1.5957691216057307117f;

  static final float TANH_CUBE = 0.044715f;

  private FloatActivations() {}

  /** above·x where x &gt; 0, below·(eˣ − 1) elsewhere. */
  public static float elu(float x, float above, float below) {
    return x > 0 ? above * x : below * FloatMath.expm1(x);
  }

  /** x·Φ(x) with the normal distribution function Φ. */
  public static float gelu(float x) {
    return x * FloatErf.normal(x);
  }

  /** Φ(x) + x·φ(x) with φ(x) = e^{−x²/2} / √(2π). */
  public static float geluSlope(float z) {
    float x = flat(z);
    float density = ONE_OVER_SQRT_2_PI * FloatMath.exp(-0.5f * x * x);
    return Math.fma(x, density, FloatErf.normal(x));
  }

  /** ½·x·(1 + tanh u) = x·σ(2u) with u = √(2/π)·(x + 0.044715·x³). */
  public static float geluTanh(float x) {
    return x * FloatMath.sigmoid(twiceU(flat(x)));
  }

  /** σ(2u) + x·σ(2u)·σ(−2u)·2u′. */
  public static float geluTanhSlope(float z) {
    float x = flat(z);
    float u = twiceU(x);
    float share = FloatMath.sigmoid(u);
    float slope = TANH_SLOPE * Math.fma(3 * TANH_CUBE * x, x, 1f);
    return Math.fma(x * slope * share, FloatMath.sigmoid(-u), share);
  }

  /** x·σ(x). */
  public static float silu(float x) {
    return x * FloatMath.sigmoid(x);
  }

  /** σ(x)·(1 + x·σ(−x)). */
  public static float siluSlope(float x) {
    return FloatMath.sigmoid(x) * Math.fma(x, FloatMath.sigmoid(-x), 1f);
  }

  /**
   * x·t with t = tanh(ln(1 + eˣ)).
   *
   * <p>With e = eˣ, t = e·(e + 2) / (e·(e + 2) + 2) and 1 − t = 2 / (e·(e + 2) + 2); for x &gt; 0
   * both are written in e⁻ˣ, so that nothing overflows and 1 − t does not cancel.
   */
  public static float mish(float x) {
    float e = FloatMath.exp(-Math.abs(x));
    float main = mishMain(x, e);
    return x * (main / (main + mishRest(x, e)));
  }

  /** t + x·σ(x)·(1 − t²). */
  public static float mishSlope(float x) {
    float e = FloatMath.exp(-Math.abs(x));
    float main = mishMain(x, e);
    float rest = mishRest(x, e);
    float sum = main + rest;
    float t = main / sum;
    float steep = rest / sum * (1 + t);
    return Math.fma(x * FloatMath.sigmoid(x), steep, t);
  }

  private static float flat(float x) {
    return Math.max(-FLAT, Math.min(FLAT, x));
  }

  private static float twiceU(float x) {
    return TANH_SLOPE * Math.fma(TANH_CUBE * x * x, x, x);
  }

  /** t : (1 − t) = main : rest, with e = e^{−|x|}. */
  private static float mishMain(float x, float e) {
    return x > 0 ? Math.fma(2f, e, 1f) : e * (e + 2);
  }

  private static float mishRest(float x, float e) {
    return x > 0 ? 2 * e * e : 2;
  }
}
