package org.lockstep.trainer.matrix;

import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The last pass of the functions of {@link FloatActivations} over whole vectors, lane by lane in
 * the same operations: {@code x}, {@code y} and {@code delta} from {@code from} on, what earlier
 * passes found from 0 on. Where a formula names σ(x) and σ(−x), or Φ(x) and φ(x), their equal
 * powers of e are computed once.
 */
final class VectorActivations {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final VectorSpecies<Double> DOUBLES = VectorWidth.DOUBLES;
  private static final int LANES = SPECIES.length();
  private static final VectorMask<Float> HIGH = VectorWidth.HIGH;

  private static final FloatVector ONE = VectorWidth.all(1f);
  private static final FloatVector TWO = VectorWidth.all(2f);
  private static final FloatVector FLAT = VectorWidth.all(FloatActivations.FLAT);
  private static final FloatVector MINUS_FLAT = VectorWidth.all(-FloatActivations.FLAT);

  private VectorActivations() {}

  /** y = above·x where x &gt; 0, below·(eˣ − 1) elsewhere, given p = eˣ − 1. */
  static void elu(float[] x, int from, float above, float below, float[] p, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector power = FloatVector.fromArray(SPECIES, p, i);
      power.mul(below).blend(v.mul(above), v.compare(GT, 0f)).intoArray(y, from + i);
    }
  }

  /** {@link Elements#randomLeak} with range = upper − lower; x and u from {@code from} on. */
  static void randomLeak(
      double lower, double range, float[] x, float[] u, float[] y, int from, int end) {
    DoubleVector least = DoubleVector.broadcast(DOUBLES, lower);
    DoubleVector wide = DoubleVector.broadcast(DOUBLES, range);
    for (int i = from; i < end; i += LANES) {
      FloatVector drawn = FloatVector.fromArray(SPECIES, u, i);
      DoubleVector a = ((DoubleVector) drawn.convertShape(F2D, DOUBLES, 0)).mul(wide);
      DoubleVector b = ((DoubleVector) drawn.convertShape(F2D, DOUBLES, 1)).mul(wide);
      FloatVector low = (FloatVector) a.add(least).convertShape(D2F, SPECIES, 0);
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      FloatVector slope =
          low.blend(b.add(least).convertShape(D2F, SPECIES, -1), HIGH)
              .blend(ONE, v.compare(GT, 0f));
      slope.intoArray(u, i);
      slope.mul(v).intoArray(y, i);
    }
  }

  /** y = x·p: GELU, given p = Φ(x). */
  static void product(float[] x, int from, float[] p, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v.mul(FloatVector.fromArray(SPECIES, p, i)).intoArray(y, from + i);
    }
  }

  /**
   * delta = delta·(Φ(x) + x·φ(x)), given e = e^{−a²/2} and p = Φ(x); beyond 14.5, where they keep
   * to its a, both powers are 0.
   */
  static void geluBackward(float[] x, int from, float[] e, float[] p, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v = v.blend(FLAT, v.compare(GT, FLAT));
      v = v.blend(MINUS_FLAT, v.compare(LT, MINUS_FLAT));
      FloatVector density =
          FloatVector.fromArray(SPECIES, e, i).mul(FloatActivations.ONE_OVER_SQRT_2_PI);
      FloatVector slope = v.fma(density, FloatVector.fromArray(SPECIES, p, i));
      FloatVector.fromArray(SPECIES, delta, from + i).mul(slope).intoArray(delta, from + i);
    }
  }

  /** p = 2u of {@link FloatActivations#geluTanh}. */
  static void twiceU(float[] x, int from, float[] p, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v = v.blend(FLAT, v.compare(GT, FLAT));
      v = v.blend(MINUS_FLAT, v.compare(LT, MINUS_FLAT));
      v.mul(FloatActivations.TANH_CUBE)
          .mul(v)
          .fma(v, v)
          .mul(FloatActivations.TANH_SLOPE)
          .intoArray(p, i);
    }
  }

  /** delta = delta·(σ(2u) + x·σ(2u)·σ(−2u)·2u′), given p = 2u and e = e^{−|2u|}. */
  static void geluTanhBackward(
      float[] x, int from, float[] e, float[] p, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      v = v.blend(FLAT, v.compare(GT, FLAT));
      v = v.blend(MINUS_FLAT, v.compare(LT, MINUS_FLAT));
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      VectorMask<Float> negative = FloatVector.fromArray(SPECIES, p, i).compare(LT, 0f);
      FloatVector sum = power.add(ONE);
      FloatVector share = ONE.blend(power, negative).div(sum);
      FloatVector other = power.blend(ONE, negative).div(sum);
      FloatVector slope = v.mul(3 * FloatActivations.TANH_CUBE).fma(v, ONE);
      slope = v.mul(slope.mul(FloatActivations.TANH_SLOPE)).mul(share).fma(other, share);
      FloatVector.fromArray(SPECIES, delta, from + i).mul(slope).intoArray(delta, from + i);
    }
  }

  /** y = x·σ(q), given q from {@code qFrom} on and e = e^{−|q|}. */
  static void timesSigmoid(
      float[] x, int from, float[] q, int qFrom, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      VectorMask<Float> negative = FloatVector.fromArray(SPECIES, q, qFrom + i).compare(LT, 0f);
      FloatVector share = ONE.blend(power, negative).div(power.add(ONE));
      FloatVector.fromArray(SPECIES, x, from + i).mul(share).intoArray(y, from + i);
    }
  }

  /** delta = delta·σ(x)·(1 + x·σ(−x)), given e = e^{−|x|}. */
  static void siluBackward(float[] x, int from, float[] e, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      VectorMask<Float> negative = v.compare(LT, 0f);
      FloatVector sum = power.add(ONE);
      FloatVector share = ONE.blend(power, negative).div(sum);
      FloatVector other = power.blend(ONE, negative).div(sum);
      FloatVector slope = share.mul(v.fma(other, ONE));
      FloatVector.fromArray(SPECIES, delta, from + i).mul(slope).intoArray(delta, from + i);
    }
  }

  /** y = x·t with t = tanh(ln(1 + eˣ)), given e = e^{−|x|}. */
  static void mish(float[] x, int from, float[] e, float[] y, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      VectorMask<Float> positive = v.compare(GT, 0f);
      FloatVector main = power.mul(power.add(TWO)).blend(power.fma(TWO, ONE), positive);
      FloatVector rest = TWO.blend(power.mul(TWO).mul(power), positive);
      v.mul(main.div(main.add(rest))).intoArray(y, from + i);
    }
  }

  /** delta = delta·(t + x·σ(x)·(1 − t²)), given e = e^{−|x|}. */
  static void mishBackward(float[] x, int from, float[] e, float[] delta, int length) {
    for (int i = 0; i < length; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector power = FloatVector.fromArray(SPECIES, e, i);
      VectorMask<Float> positive = v.compare(GT, 0f);
      FloatVector main = power.mul(power.add(TWO)).blend(power.fma(TWO, ONE), positive);
      FloatVector rest = TWO.blend(power.mul(TWO).mul(power), positive);
      FloatVector sum = main.add(rest);
      FloatVector t = main.div(sum);
      FloatVector steep = rest.div(sum).mul(t.add(ONE));
      FloatVector share = ONE.blend(power, v.compare(LT, 0f)).div(power.add(ONE));
      FloatVector slope = v.mul(share).fma(steep, t);
      FloatVector.fromArray(SPECIES, delta, from + i).mul(slope).intoArray(delta, from + i);
    }
  }
}
