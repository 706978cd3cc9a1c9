package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The normal distribution function of {@link FloatErf} over whole vectors, lane by lane in the same
 * operations.
 */
final class VectorErf {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final FloatVector HALF = VectorWidth.all(0.5f);
  private static final FloatVector ONE = VectorWidth.all(1f);
  private static final FloatVector TWO = VectorWidth.all(2f);
  private static final FloatVector ERF_10 = VectorWidth.all(8.335012e-4f);
  private static final FloatVector ERF_9 = VectorWidth.all(6.8614148e-3f);
  private static final FloatVector ERF_8 = VectorWidth.all(-1.6060883e-2f);
  private static final FloatVector ERF_7 = VectorWidth.all(3.6387067e-2f);
  private static final FloatVector ERF_6 = VectorWidth.all(-6.6593386e-2f);
  private static final FloatVector ERF_5 = VectorWidth.all(9.3839906e-2f);
  private static final FloatVector ERF_4 = VectorWidth.all(-1.0099292e-1f);
  private static final FloatVector ERF_3 = VectorWidth.all(6.809142e-2f);
  private static final FloatVector ERF_2 = VectorWidth.all(1.5377328e-2f);
  private static final FloatVector ERF_1 = VectorWidth.all(-1.3962102e-1f);
  private static final FloatVector ERF_0 = VectorWidth.all(1.2329952f);

  private VectorErf() {}

  /** y[i] = −½·a², given a = min(14.5, |x[from + i]|), beyond which Φ does not change. */
  static void exponent(float[] x, int from, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector size = FloatVector.fromArray(SPECIES, x, from + i).abs();
      FloatVector a = size.blend(FloatErf.FAR_NORMAL, size.compare(GT, FloatErf.FAR_NORMAL));
      a.mul(a).mul(-0.5f).intoArray(y, i);
    }
  }

  /** y[i] = Φ(x[from + i]), given e[i] = e^{−a²/2} with the a of {@link #exponent}. */
  static void normal(float[] x, int from, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector size = v.abs();
      FloatVector a = size.blend(FloatErf.FAR_NORMAL, size.compare(GT, FloatErf.FAR_NORMAL));
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      FloatVector rest = a.fma(a, a.mul(a).neg());
      FloatVector density = rest.mul(-0.5f).fma(power, power);
      FloatVector t = a.mul(FloatErf.SQRT_HALF);
      FloatVector q = t.sub(4f).div(t.add(4f));
      FloatVector p = ERF_10.fma(q, ERF_9).fma(q, ERF_8).fma(q, ERF_7).fma(q, ERF_6);
      p = p.fma(q, ERF_5).fma(q, ERF_4).fma(q, ERF_3).fma(q, ERF_2).fma(q, ERF_1).fma(q, ERF_0);
      FloatVector tail = density.mul(HALF).mul(p.div(t.fma(TWO, ONE)));
      ONE.sub(tail).blend(tail, v.compare(LT, 0f)).intoArray(y, i);
    }
  }
}
