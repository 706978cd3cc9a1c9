package org.lockstep.trainer.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The formulas in SIMD: a lane is an element, so the bits equal {@link ScalarUpdates}', which also
 * does what is left after the whole vectors.
 */
final class VectorUpdates implements Updates {
  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final Updates TAIL = new ScalarUpdates();

  @Override
  public void sgd(UpdateSpan span) {
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
        FloatVector.fromArray(SPECIES, w, i).sub(g.mul(rate)).intoArray(w, i);
      }
    }
    if (end - from < span.length()) {
      TAIL.sgd(span.after(end - from));
    }
  }

  @Override
  public void momentum(UpdateSpan span, float[] velocity, float momentum) {
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
        FloatVector v = FloatVector.fromArray(SPECIES, velocity, i).mul(momentum).sub(g.mul(rate));
        v.intoArray(velocity, i);
        FloatVector.fromArray(SPECIES, w, i).add(v).intoArray(w, i);
      }
    }
    if (end - from < span.length()) {
      TAIL.momentum(span.after(end - from), velocity, momentum);
    }
  }

  @Override
  public void nesterov(UpdateSpan span, float[] velocity, float momentum) {
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
        FloatVector descent = g.mul(rate);
        FloatVector v = FloatVector.fromArray(SPECIES, velocity, i).mul(momentum).sub(descent);
        v.intoArray(velocity, i);
        FloatVector.fromArray(SPECIES, w, i).add(v.mul(momentum).sub(descent)).intoArray(w, i);
      }
    }
    if (end - from < span.length()) {
      TAIL.nesterov(span.after(end - from), velocity, momentum);
    }
  }

  @Override
  public void adaGrad(UpdateSpan span, float[] accumulator, float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdaptive.adaGrad(span, accumulator, epsilon);
    if (whole < span.length()) {
      TAIL.adaGrad(span.after(whole), accumulator, epsilon);
    }
  }

  @Override
  public void rmsProp(
      UpdateSpan span,
      float[] square,
      float[] mean,
      float[] velocity,
      float rest,
      float momentum,
      float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdaptive.rmsProp(span, square, mean, velocity, rest, momentum, epsilon);
    if (whole < span.length()) {
      TAIL.rmsProp(span.after(whole), square, mean, velocity, rest, momentum, epsilon);
    }
  }

  @Override
  public void adaDelta(UpdateSpan span, float[] square, float[] moved, float rest, float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdaptive.adaDelta(span, square, moved, rest, epsilon);
    if (whole < span.length()) {
      TAIL.adaDelta(span.after(whole), square, moved, rest, epsilon);
    }
  }

  @Override
  public void adam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    if (span.steps() > 0) {
      VectorAdam.update(span, whole, mean, square, rest1, rest2, epsilon);
    }
    if (whole < span.length()) {
      TAIL.adam(span.after(whole), mean, square, rest1, rest2, epsilon);
    }
  }

  @Override
  public void adamOfEach(
      UpdateSpan span,
      float[] mean,
      float[] square,
      float[] rests1,
      float[] rests2,
      float[] epsilons) {
    int whole = SPECIES.loopBound(span.length());
    if (span.steps() > 0) {
      VectorAdamOfEach.update(span, whole, mean, square, rests1, rests2, epsilons);
    }
    ScalarUpdates.adamOfEach(span, whole, mean, square, rests1, rests2, epsilons);
  }

  @Override
  public void amsGrad(
      UpdateSpan span,
      float[] mean,
      float[] square,
      float[] largest,
      float rest1,
      float rest2,
      float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdamKin.amsGrad(span, mean, square, largest, rest1, rest2, epsilon);
    if (whole < span.length()) {
      TAIL.amsGrad(span.after(whole), mean, square, largest, rest1, rest2, epsilon);
    }
  }

  @Override
  public void nadam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdamKin.nadam(span, mean, square, rest1, rest2, epsilon);
    if (whole < span.length()) {
      TAIL.nadam(span.after(whole), mean, square, rest1, rest2, epsilon);
    }
  }

  @Override
  public void adaMax(
      UpdateSpan span, float[] mean, float[] largest, float rest, float keep, float epsilon) {
    int whole = SPECIES.loopBound(span.length());
    VectorAdamKin.adaMax(span, mean, largest, rest, keep, epsilon);
    if (whole < span.length()) {
      TAIL.adaMax(span.after(whole), mean, largest, rest, keep, epsilon);
    }
  }

  @Override
  public void lion(UpdateSpan span, float[] mean, float rest1, float rest2) {
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
        FloatVector m = FloatVector.fromArray(SPECIES, mean, i);
        FloatVector difference = g.sub(m);
        m.add(difference.mul(rest2)).intoArray(mean, i);
        FloatVector t = m.add(difference.mul(rest1));
        // As Math.signum: 1, −1, and t itself where it is ±0 or NaN.
        FloatVector sign =
            t.blend(1f, t.compare(VectorOperators.GT, 0f))
                .blend(-1f, t.compare(VectorOperators.LT, 0f));
        FloatVector.fromArray(SPECIES, w, i).sub(sign.mul(rate)).intoArray(w, i);
      }
    }
    if (end - from < span.length()) {
      TAIL.lion(span.after(end - from), mean, rest1, rest2);
    }
  }

  @Override
  public void add(float[] a, int aFrom, float[] b, int bFrom, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector.fromArray(SPECIES, a, aFrom + i)
          .add(FloatVector.fromArray(SPECIES, b, bFrom + i))
          .intoArray(a, aFrom + i);
    }
    TAIL.add(a, aFrom + whole, b, bFrom + whole, length - whole);
  }

  @Override
  public void scale(float[] x, int from, int to, float factor) {
    int end = from + SPECIES.loopBound(to - from);
    for (int i = from; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, x, i).mul(factor).intoArray(x, i);
    }
    TAIL.scale(x, end, to, factor);
  }

  @Override
  public void addPenalty(float[] g, int gFrom, float[] w, int wFrom, int length, float twice) {
    FloatVector factor = FloatVector.broadcast(SPECIES, twice);
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      factor
          .fma(
              FloatVector.fromArray(SPECIES, w, wFrom + i),
              FloatVector.fromArray(SPECIES, g, gFrom + i))
          .intoArray(g, gFrom + i);
    }
    TAIL.addPenalty(g, gFrom + whole, w, wFrom + whole, length - whole, twice);
  }

  @Override
  public void clip(float[] g, int from, int to, float limit) {
    int end = from + SPECIES.loopBound(to - from);
    for (int i = from; i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, g, i).min(limit).max(-limit).intoArray(g, i);
    }
    TAIL.clip(g, end, to, limit);
  }

  @Override
  public void shrink(float[] w, int from, int to, float share) {
    int end = from + SPECIES.loopBound(to - from);
    for (int i = from; i < end; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, w, i);
      x.sub(x.mul(share)).intoArray(w, i);
    }
    TAIL.shrink(w, end, to, share);
  }

  @Override
  public void shrinkTowardsZero(float[] w, int from, int to, float threshold) {
    FloatVector limit = FloatVector.broadcast(SPECIES, threshold);
    int end = from + SPECIES.loopBound(to - from);
    for (int i = from; i < end; i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, w, i);
      FloatVector signed = limit.blend(-threshold, x.compare(VectorOperators.LT, 0f));
      x.sub(signed).blend(0f, x.abs().compare(VectorOperators.LE, threshold)).intoArray(w, i);
    }
    TAIL.shrinkTowardsZero(w, end, to, threshold);
  }
}
