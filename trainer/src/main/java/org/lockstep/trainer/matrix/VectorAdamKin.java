package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The whole vectors of AMSGrad, Nadam and AdaMax: of {@link VectorUpdates}, which does the rest.
 */
final class VectorAdamKin {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorAdamKin() {}

  static void amsGrad(
      UpdateSpan span,
      float[] mean,
      float[] square,
      float[] largest,
      float rest1,
      float rest2,
      float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float alpha = span.rate(step, 0);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector n = FloatVector.fromArray(SPECIES, mean, i);
        FloatVector m = n.add(g.sub(n).mul(rest1));
        FloatVector s = FloatVector.fromArray(SPECIES, square, i);
        FloatVector v = s.add(g.mul(g).sub(s).mul(rest2));
        FloatVector h = FloatVector.fromArray(SPECIES, largest, i).max(v);
        m.intoArray(mean, i);
        v.intoArray(square, i);
        h.intoArray(largest, i);
        FloatVector.fromArray(SPECIES, w, i)
            .sub(m.mul(alpha).div(h.sqrt().add(epsilon)))
            .intoArray(w, i);
      }
    }
  }

  static void nadam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float a = span.rate(step, 0);
      float b = span.rate(step, 1);
      float c = span.rate(step, 2);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector n = FloatVector.fromArray(SPECIES, mean, i);
        FloatVector m = n.add(g.sub(n).mul(rest1));
        FloatVector s = FloatVector.fromArray(SPECIES, square, i);
        FloatVector v = s.add(g.mul(g).sub(s).mul(rest2));
        m.intoArray(mean, i);
        v.intoArray(square, i);
        FloatVector u = m.mul(a).add(g.mul(b)).div(v.sqrt().mul(c).add(epsilon));
        FloatVector.fromArray(SPECIES, w, i).sub(u).intoArray(w, i);
      }
    }
  }

  static void adaMax(
      UpdateSpan span, float[] mean, float[] largest, float rest, float keep, float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float alpha = span.rate(step, 0);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector n = FloatVector.fromArray(SPECIES, mean, i);
        FloatVector m = n.add(g.sub(n).mul(rest));
        FloatVector u = FloatVector.fromArray(SPECIES, largest, i).mul(keep).max(g.abs());
        m.intoArray(mean, i);
        u.intoArray(largest, i);
        FloatVector.fromArray(SPECIES, w, i).sub(m.mul(alpha).div(u.add(epsilon))).intoArray(w, i);
      }
    }
  }
}
