package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The functions of {@link FloatActivations}, lane by lane in the same operations. Where a formula
 * names σ(x) and σ(−x), or Φ(x) and φ(x), their equal exponentials are computed once.
 */
final class VectorActivations {
  private static final FloatVector ONE_OVER_SQRT_2_PI =
      VectorMath.all(FloatActivations.ONE_OVER_SQRT_2_PI);
  private static final FloatVector FLAT = VectorMath.all(FloatActivations.FLAT);
  private static final FloatVector MINUS_FLAT = VectorMath.all(-FloatActivations.FLAT);
  private static final FloatVector TANH_SLOPE = VectorMath.all(FloatActivations.TANH_SLOPE);
  private static final FloatVector TANH_CUBE = VectorMath.all(FloatActivations.TANH_CUBE);
  private static final FloatVector TANH_CUBE_3 = VectorMath.all(3 * FloatActivations.TANH_CUBE);

  private VectorActivations() {}

  /** above·x where x &gt; 0, below·(eˣ − 1) elsewhere. */
  static FloatVector elu(FloatVector x, float above, float below) {
    return VectorMath.expm1(x).mul(below).blend(x.mul(above), x.compare(GT, VectorMath.ZERO));
  }

  /** x·Φ(x). */
  static FloatVector gelu(FloatVector x) {
    FloatVector a = VectorErf.near(x);
    FloatVector square = a.mul(a);
    FloatVector e = VectorMath.expOfNegative(square.mul(VectorMath.MINUS_HALF));
    return x.mul(VectorErf.normal(x, a, square, e));
  }

  /** Φ(x) + x·φ(x); beyond 14.5, where Φ keeps to its a, both exponentials are 0. */
  static FloatVector geluSlope(FloatVector z) {
    FloatVector x = VectorMath.clamp(z, MINUS_FLAT, FLAT);
    FloatVector a = VectorErf.near(x);
    FloatVector square = a.mul(a);
    FloatVector e = VectorMath.expOfNegative(square.mul(VectorMath.MINUS_HALF));
    return x.fma(e.mul(ONE_OVER_SQRT_2_PI), VectorErf.normal(x, a, square, e));
  }

  /** x·σ(2u). */
  static FloatVector geluTanh(FloatVector x) {
    return x.mul(VectorMath.sigmoid(twiceU(VectorMath.clamp(x, MINUS_FLAT, FLAT))));
  }

  /** σ(2u) + x·σ(2u)·σ(−2u)·2u′. */
  static FloatVector geluTanhSlope(FloatVector z) {
    FloatVector x = VectorMath.clamp(z, MINUS_FLAT, FLAT);
    FloatVector u = twiceU(x);
    FloatVector e = VectorMath.expOfMinusAbs(u);
    VectorMask<Float> negative = u.compare(LT, VectorMath.ZERO);
    FloatVector sum = e.add(VectorMath.ONE);
    FloatVector share = VectorMath.ONE.blend(e, negative).div(sum);
    FloatVector other = e.blend(VectorMath.ONE, negative).div(sum);
    FloatVector slope = x.mul(TANH_CUBE_3).fma(x, VectorMath.ONE).mul(TANH_SLOPE);
    return x.mul(slope).mul(share).fma(other, share);
  }

  /** x·σ(x). */
  static FloatVector silu(FloatVector x) {
    return x.mul(VectorMath.sigmoid(x));
  }

  /** σ(x)·(1 + x·σ(−x)). */
  static FloatVector siluSlope(FloatVector x) {
    FloatVector e = VectorMath.expOfMinusAbs(x);
    VectorMask<Float> negative = x.compare(LT, VectorMath.ZERO);
    FloatVector sum = e.add(VectorMath.ONE);
    FloatVector share = VectorMath.ONE.blend(e, negative).div(sum);
    FloatVector other = e.blend(VectorMath.ONE, negative).div(sum);
    return share.mul(x.fma(other, VectorMath.ONE));
  }

  /** x·t with t = tanh(ln(1 + eˣ)). */
  static FloatVector mish(FloatVector x) {
    FloatVector e = VectorMath.expOfMinusAbs(x);
    VectorMask<Float> positive = x.compare(GT, VectorMath.ZERO);
    FloatVector main = mishMain(e, positive);
    return x.mul(main.div(main.add(mishRest(e, positive))));
  }

  /** t + x·σ(x)·(1 − t²). */
  static FloatVector mishSlope(FloatVector x) {
    FloatVector e = VectorMath.expOfMinusAbs(x);
    VectorMask<Float> positive = x.compare(GT, VectorMath.ZERO);
    FloatVector main = mishMain(e, positive);
    FloatVector rest = mishRest(e, positive);
    FloatVector sum = main.add(rest);
    FloatVector t = main.div(sum);
    FloatVector steep = rest.div(sum).mul(t.add(VectorMath.ONE));
    return x.mul(VectorMath.sigmoid(x, e)).fma(steep, t);
  }

  private static FloatVector twiceU(FloatVector x) {
    return x.mul(TANH_CUBE).mul(x).fma(x, x).mul(TANH_SLOPE);
  }

  private static FloatVector mishMain(FloatVector e, VectorMask<Float> positive) {
    FloatVector above = e.fma(VectorMath.TWO, VectorMath.ONE);
    return e.mul(e.add(VectorMath.TWO)).blend(above, positive);
  }

  private static FloatVector mishRest(FloatVector e, VectorMask<Float> positive) {
    return VectorMath.TWO.blend(e.mul(VectorMath.TWO).mul(e), positive);
  }
}
