package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Updates#adam} with an element's weight and moments in registers over all steps, so that a
 * row that makes up for several is read and written once. Four vectors at a time: divisions and
 * roots of one hide those of the others.
 */
final class VectorAdam {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorAdam() {}

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
      float rest1,
      float rest2,
      float epsilon) {
    float[] w = span.parameters();
    float[] gradient = span.gradient();
    int from = span.from();
    int shift = span.gradientFrom() - from;
    int end = from + length;
    float scale = span.scale();
    float[] rates = span.rates();
    int firstRate = span.ratesFrom();
    int each = span.ratesPerStep();
    int endRate = firstRate + span.steps() * each;
    int i = from;
    for (; i <= end - 4 * LANES; i += 4 * LANES) {
      int j = i + LANES;
      int k = j + LANES;
      int l = k + LANES;
      FloatVector g0 = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
      FloatVector g1 = FloatVector.fromArray(SPECIES, gradient, j + shift).mul(scale);
      FloatVector g2 = FloatVector.fromArray(SPECIES, gradient, k + shift).mul(scale);
      FloatVector g3 = FloatVector.fromArray(SPECIES, gradient, l + shift).mul(scale);
      FloatVector m0 = FloatVector.fromArray(SPECIES, mean, i);
      FloatVector m1 = FloatVector.fromArray(SPECIES, mean, j);
      FloatVector m2 = FloatVector.fromArray(SPECIES, mean, k);
      FloatVector m3 = FloatVector.fromArray(SPECIES, mean, l);
      FloatVector v0 = FloatVector.fromArray(SPECIES, square, i);
      FloatVector v1 = FloatVector.fromArray(SPECIES, square, j);
      FloatVector v2 = FloatVector.fromArray(SPECIES, square, k);
      FloatVector v3 = FloatVector.fromArray(SPECIES, square, l);
      FloatVector w0 = FloatVector.fromArray(SPECIES, w, i);
      FloatVector w1 = FloatVector.fromArray(SPECIES, w, j);
      FloatVector w2 = FloatVector.fromArray(SPECIES, w, k);
      FloatVector w3 = FloatVector.fromArray(SPECIES, w, l);
      float alpha = rates[firstRate];
      m0 = m0.add(g0.sub(m0).mul(rest1));
      m1 = m1.add(g1.sub(m1).mul(rest1));
      m2 = m2.add(g2.sub(m2).mul(rest1));
      m3 = m3.add(g3.sub(m3).mul(rest1));
      v0 = v0.add(g0.mul(g0).sub(v0).mul(rest2));
      v1 = v1.add(g1.mul(g1).sub(v1).mul(rest2));
      v2 = v2.add(g2.mul(g2).sub(v2).mul(rest2));
      v3 = v3.add(g3.mul(g3).sub(v3).mul(rest2));
      w0 = w0.sub(m0.mul(alpha).div(v0.sqrt().add(epsilon)));
      w1 = w1.sub(m1.mul(alpha).div(v1.sqrt().add(epsilon)));
      w2 = w2.sub(m2.mul(alpha).div(v2.sqrt().add(epsilon)));
      w3 = w3.sub(m3.mul(alpha).div(v3.sqrt().add(epsilon)));
      for (int at = firstRate + each; at < endRate; at += each) {
        alpha = rates[at];
        m0 = m0.sub(m0.mul(rest1));
        m1 = m1.sub(m1.mul(rest1));
        m2 = m2.sub(m2.mul(rest1));
        m3 = m3.sub(m3.mul(rest1));
        v0 = v0.sub(v0.mul(rest2));
        v1 = v1.sub(v1.mul(rest2));
        v2 = v2.sub(v2.mul(rest2));
        v3 = v3.sub(v3.mul(rest2));
        w0 = w0.sub(m0.mul(alpha).div(v0.sqrt().add(epsilon)));
        w1 = w1.sub(m1.mul(alpha).div(v1.sqrt().add(epsilon)));
        w2 = w2.sub(m2.mul(alpha).div(v2.sqrt().add(epsilon)));
        w3 = w3.sub(m3.mul(alpha).div(v3.sqrt().add(epsilon)));
      }
      m0.intoArray(mean, i);
      m1.intoArray(mean, j);
      m2.intoArray(mean, k);
      m3.intoArray(mean, l);
      v0.intoArray(square, i);
      v1.intoArray(square, j);
      v2.intoArray(square, k);
      v3.intoArray(square, l);
      w0.intoArray(w, i);
      w1.intoArray(w, j);
      w2.intoArray(w, k);
      w3.intoArray(w, l);
    }
    for (; i < end; i += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
      FloatVector n = FloatVector.fromArray(SPECIES, mean, i);
      FloatVector m = n.add(g.sub(n).mul(rest1));
      FloatVector s = FloatVector.fromArray(SPECIES, square, i);
      FloatVector v = s.add(g.mul(g).sub(s).mul(rest2));
      FloatVector x = FloatVector.fromArray(SPECIES, w, i);
      x = x.sub(m.mul(rates[firstRate]).div(v.sqrt().add(epsilon)));
      for (int at = firstRate + each; at < endRate; at += each) {
        m = m.sub(m.mul(rest1));
        v = v.sub(v.mul(rest2));
        x = x.sub(m.mul(rates[at]).div(v.sqrt().add(epsilon)));
      }
      m.intoArray(mean, i);
      v.intoArray(square, i);
      x.intoArray(w, i);
    }
  }
}
