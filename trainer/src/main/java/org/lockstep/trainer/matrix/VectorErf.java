package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/** The normal distribution function of {@link FloatErf}, lane by lane in the same operations. */
final class VectorErf {
  private static final FloatVector SQRT_HALF = VectorMath.all(FloatErf.SQRT_HALF);
  private static final FloatVector FAR_NORMAL = VectorMath.all(FloatErf.FAR_NORMAL);
  private static final FloatVector FOUR = VectorMath.all(4f);
  private static final FloatVector ERF_10 = VectorMath.all(8.335012e-4f);
  private static final FloatVector ERF_9 = VectorMath.all(6.8614148e-3f);
  private static final FloatVector ERF_8 = VectorMath.all(-1.6060883e-2f);
  private static final FloatVector ERF_7 = VectorMath.all(3.6387067e-2f);
  private static final FloatVector ERF_6 = VectorMath.all(-6.6593386e-2f);
  private static final FloatVector ERF_5 = VectorMath.all(9.3839906e-2f);
  private static final FloatVector ERF_4 = VectorMath.all(-1.0099292e-1f);
  private static final FloatVector ERF_3 = VectorMath.all(6.809142e-2f);
  private static final FloatVector ERF_2 = VectorMath.all(1.5377328e-2f);
  private static final FloatVector ERF_1 = VectorMath.all(-1.3962102e-1f);
  private static final FloatVector ERF_0 = VectorMath.all(1.2329952f);

  private VectorErf() {}

  /** min(14.5, |x|), beyond which Φ does not change. */
  static FloatVector near(FloatVector x) {
    FloatVector size = x.abs();
    return size.blend(FAR_NORMAL, size.compare(GT, FAR_NORMAL));
  }

  /**
   * Φ(x).
   *
   * @param a {@link #near} of x
   * @param square a²
   * @param e e^{−a²/2}
   */
  static FloatVector normal(FloatVector x, FloatVector a, FloatVector square, FloatVector e) {
    FloatVector rest = a.fma(a, square.neg());
    FloatVector density = rest.mul(VectorMath.MINUS_HALF).fma(e, e);
    FloatVector tail = density.mul(VectorMath.HALF).mul(scaledComplement(a.mul(SQRT_HALF)));
    return VectorMath.ONE.sub(tail).blend(tail, x.compare(LT, VectorMath.ZERO));
  }

  private static FloatVector scaledComplement(FloatVector t) {
    FloatVector q = t.sub(FOUR).div(t.add(FOUR));
    FloatVector p = ERF_10;
    p = p.fma(q, ERF_9);
    p = p.fma(q, ERF_8);
    p = p.fma(q, ERF_7);
    p = p.fma(q, ERF_6);
    p = p.fma(q, ERF_5);
    p = p.fma(q, ERF_4);
    p = p.fma(q, ERF_3);
    p = p.fma(q, ERF_2);
    p = p.fma(q, ERF_1);
    p = p.fma(q, ERF_0);
    return p.div(t.fma(VectorMath.TWO, VectorMath.ONE));
  }
}
