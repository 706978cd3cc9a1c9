package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Updates#adamOfEach}: as {@link VectorAdam}, with settings of every element's own, which
 * stay in registers over all steps, too.
 */
final class VectorAdamOfEach {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorAdamOfEach() {}

  /**
   * In the first step m ← m + (g − m)·r; without a gradient, m + (0 − m)·r is m − m·r to the bit.
   *
   * @param span with at least one step
   * @param length of the span, in whole vectors
   */
  static void update(
      UpdateSpan span,
      int length,
      float[] mean,
      float[] square,
      float[] rests1,
      float[] rests2,
      float[] epsilons) {
    float[] w = span.parameters();
    float[] gradient = span.gradient();
    int from = span.from();
    int gradientFrom = span.gradientFrom();
    float scale = span.scale();
    float[] rates = span.rates();
    int firstRate = span.ratesFrom();
    int each = span.ratesPerStep();
    int endRate = firstRate + span.steps() * each;
    int i = 0;
    for (; i <= length - 4 * LANES; i += 4 * LANES) {
      int j = i + LANES;
      int k = j + LANES;
      int l = k + LANES;
      FloatVector a0 = FloatVector.fromArray(SPECIES, rests1, i);
      FloatVector a1 = FloatVector.fromArray(SPECIES, rests1, j);
      FloatVector a2 = FloatVector.fromArray(SPECIES, rests1, k);
      FloatVector a3 = FloatVector.fromArray(SPECIES, rests1, l);
      FloatVector b0 = FloatVector.fromArray(SPECIES, rests2, i);
      FloatVector b1 = FloatVector.fromArray(SPECIES, rests2, j);
      FloatVector b2 = FloatVector.fromArray(SPECIES, rests2, k);
      FloatVector b3 = FloatVector.fromArray(SPECIES, rests2, l);
      FloatVector e0 = FloatVector.fromArray(SPECIES, epsilons, i);
      FloatVector e1 = FloatVector.fromArray(SPECIES, epsilons, j);
      FloatVector e2 = FloatVector.fromArray(SPECIES, epsilons, k);
      FloatVector e3 = FloatVector.fromArray(SPECIES, epsilons, l);
      FloatVector g0 = FloatVector.fromArray(SPECIES, gradient, gradientFrom + i).mul(scale);
      FloatVector g1 = FloatVector.fromArray(SPECIES, gradient, gradientFrom + j).mul(scale);
      FloatVector g2 = FloatVector.fromArray(SPECIES, gradient, gradientFrom + k).mul(scale);
      FloatVector g3 = FloatVector.fromArray(SPECIES, gradient, gradientFrom + l).mul(scale);
      FloatVector m0 = FloatVector.fromArray(SPECIES, mean, from + i);
      FloatVector m1 = FloatVector.fromArray(SPECIES, mean, from + j);
      FloatVector m2 = FloatVector.fromArray(SPECIES, mean, from + k);
      FloatVector m3 = FloatVector.fromArray(SPECIES, mean, from + l);
      FloatVector v0 = FloatVector.fromArray(SPECIES, square, from + i);
      FloatVector v1 = FloatVector.fromArray(SPECIES, square, from + j);
      FloatVector v2 = FloatVector.fromArray(SPECIES, square, from + k);
      FloatVector v3 = FloatVector.fromArray(SPECIES, square, from + l);
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, from + i);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, from + j);
      FloatVector w2 = FloatVector.fromArray(SPECIES, w, from + k);
      FloatVector w3 = FloatVector.fromArray(SPECIES, w, from + l);
      m0 = m0.add(g0.sub(m0).mul(a0));
      m1 = m1.add(g1.sub(m1).mul(a1));
      m2 = m2.add(g2.sub(m2).mul(a2));
      m3 = m3.add(g3.sub(m3).mul(a3));
      v0 = v0.add(g0.mul(g0).sub(v0).mul(b0));
      v1 = v1.add(g1.mul(g1).sub(v1).mul(b1));
      v2 = v2.add(g2.mul(g2).sub(v2).mul(b2));
      v3 = v3.add(g3.mul(g3).sub(v3).mul(b3));
      FloatVector r0 = FloatVector.fromArray(SPECIES, rates, firstRate + i);
      FloatVector r1 = FloatVector.fromArray(SPECIES, rates, firstRate + j);
      FloatVector r2 = FloatVector.fromArray(SPECIES, rates, firstRate + k);
      FloatVector r3 = FloatVector.fromArray(SPECIES, rates, firstRate + l);
      w0 = w0.sub(m0.mul(r0).div(v0.sqrt().add(e0)));
      w1 = w1.sub(m1.mul(r1).div(v1.sqrt().add(e1)));
      w2 = w2.sub(m2.mul(r2).div(v2.sqrt().add(e2)));
      w3 = w3.sub(m3.mul(r3).div(v3.sqrt().add(e3)));
      for (int at = firstRate + each; at < endRate; at += each) {
        m0 = m0.sub(m0.mul(a0));
        m1 = m1.sub(m1.mul(a1));
        m2 = m2.sub(m2.mul(a2));
        m3 = m3.sub(m3.mul(a3));
        v0 = v0.sub(v0.mul(b0));
        v1 = v1.sub(v1.mul(b1));
        v2 = v2.sub(v2.mul(b2));
        v3 = v3.sub(v3.mul(b3));
        r0 = FloatVector.fromArray(SPECIES, rates, at + i);
        r1 = FloatVector.fromArray(SPECIES, rates, at + j);
        r2 = FloatVector.fromArray(SPECIES, rates, at + k);
        r3 = FloatVector.fromArray(SPECIES, rates, at + l);
        w0 = w0.sub(m0.mul(r0).div(v0.sqrt().add(e0)));
        w1 = w1.sub(m1.mul(r1).div(v1.sqrt().add(e1)));
        w2 = w2.sub(m2.mul(r2).div(v2.sqrt().add(e2)));
        w3 = w3.sub(m3.mul(r3).div(v3.sqrt().add(e3)));
      }
      m0.intoArray(mean, from + i);
      m1.intoArray(mean, from + j);
      m2.intoArray(mean, from + k);
      m3.intoArray(mean, from + l);
      v0.intoArray(square, from + i);
      v1.intoArray(square, from + j);
      v2.intoArray(square, from + k);
      v3.intoArray(square, from + l);
      w0.intoArray(w, from + i);
      w1.intoArray(w, from + j);
      w2.intoArray(w, from + k);
      w3.intoArray(w, from + l);
    }
    for (; i < length; i += LANES) {
      FloatVector rest1 = FloatVector.fromArray(SPECIES, rests1, i);
      FloatVector rest2 = FloatVector.fromArray(SPECIES, rests2, i);
      FloatVector epsilon = FloatVector.fromArray(SPECIES, epsilons, i);
      FloatVector g = FloatVector.fromArray(SPECIES, gradient, gradientFrom + i).mul(scale);
      FloatVector n = FloatVector.fromArray(SPECIES, mean, from + i);
      FloatVector m = n.add(g.sub(n).mul(rest1));
      FloatVector s = FloatVector.fromArray(SPECIES, square, from + i);
      FloatVector v = s.add(g.mul(g).sub(s).mul(rest2));
      FloatVector x = FloatVector.fromArray(SPECIES, w, from + i);
      FloatVector alpha = FloatVector.fromArray(SPECIES, rates, firstRate + i);
      x = x.sub(m.mul(alpha).div(v.sqrt().add(epsilon)));
      for (int at = firstRate + each; at < endRate; at += each) {
        alpha = FloatVector.fromArray(SPECIES, rates, at + i);
        m = m.sub(m.mul(rest1));
        v = v.sub(v.mul(rest2));
        x = x.sub(m.mul(alpha).div(v.sqrt().add(epsilon)));
      }
      m.intoArray(mean, from + i);
      v.intoArray(square, from + i);
      x.intoArray(w, from + i);
    }
  }
}
