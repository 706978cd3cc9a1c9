package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The whole vectors of AdaGrad, RMSprop and Adadelta: of {@link VectorUpdates}, which does the
 * rest.
 */
final class VectorAdaptive {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();

  private VectorAdaptive() {}

  static void adaGrad(UpdateSpan span, float[] accumulator, float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float rate = span.rate(step, 0);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector a = FloatVector.fromArray(SPECIES, accumulator, i).add(g.mul(g));
        a.intoArray(accumulator, i);
        FloatVector.fromArray(SPECIES, w, i)
            .sub(g.mul(rate).div(a.add(epsilon).sqrt()))
            .intoArray(w, i);
      }
    }
  }

  static void rmsProp(
      UpdateSpan span,
      float[] square,
      float[] mean,
      float[] velocity,
      float rest,
      float momentum,
      float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float rate = span.rate(step, 0);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector s = FloatVector.fromArray(SPECIES, square, i);
        FloatVector v = s.add(g.mul(g).sub(s).mul(rest));
        v.intoArray(square, i);
        FloatVector spread = v;
        if (mean != null) {
          FloatVector b = FloatVector.fromArray(SPECIES, mean, i);
          FloatVector a = b.add(g.sub(b).mul(rest));
          a.intoArray(mean, i);
          spread = v.sub(a.mul(a)).max(0f);
        }
        FloatVector u = g.mul(rate).div(spread.add(epsilon).sqrt());
        if (velocity != null) {
          u = FloatVector.fromArray(SPECIES, velocity, i).mul(momentum).add(u);
          u.intoArray(velocity, i);
        }
        FloatVector.fromArray(SPECIES, w, i).sub(u).intoArray(w, i);
      }
    }
  }

  static void adaDelta(UpdateSpan span, float[] square, float[] moved, float rest, float epsilon) {
    float[] w = span.parameters();
    int from = span.from();
    int end = from + SPECIES.loopBound(span.length());
    for (int step = 0; step < span.steps(); step++) {
      float[] gradient = span.gradient(step);
      int shift = span.gradientFrom(step) - from;
      float scale = span.scale(step);
      float rate = span.rate(step, 0);
      for (int i = from; i < end; i += LANES) {
        FloatVector g = FloatVector.fromArray(SPECIES, gradient, i + shift).mul(scale);
        FloatVector s = FloatVector.fromArray(SPECIES, square, i);
        FloatVector v = s.add(g.mul(g).sub(s).mul(rest));
        v.intoArray(square, i);
        FloatVector d = FloatVector.fromArray(SPECIES, moved, i);
        FloatVector delta = d.add(epsilon).sqrt().mul(g).div(v.add(epsilon).sqrt());
        d.add(delta.mul(delta).sub(d).mul(rest)).intoArray(moved, i);
        FloatVector.fromArray(SPECIES, w, i).sub(delta.mul(rate)).intoArray(w, i);
      }
    }
  }
}
