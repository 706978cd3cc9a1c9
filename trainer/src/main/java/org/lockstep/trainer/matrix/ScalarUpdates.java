package org.lockstep.trainer.matrix;

/** The formulas as plainly as they read: the oracle, and what is left after whole vectors. */
public final class ScalarUpdates implements Updates {

  @Override
  public void sgd(UpdateSpan span) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        w[span.from() + i] -= rate * gradient(span, step, i);
      }
    }
  }

  @Override
  public void momentum(UpdateSpan span, float[] velocity, float momentum) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float v = momentum * velocity[at] - rate * gradient(span, step, i);
        velocity[at] = v;
        w[at] += v;
      }
    }
  }

  @Override
  public void nesterov(UpdateSpan span, float[] velocity, float momentum) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float descent = rate * gradient(span, step, i);
        float v = momentum * velocity[at] - descent;
        velocity[at] = v;
        w[at] += momentum * v - descent;
      }
    }
  }

  @Override
  public void adaGrad(UpdateSpan span, float[] accumulator, float epsilon) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float a = accumulator[at] + g * g;
        accumulator[at] = a;
        w[at] -= rate * g / (float) Math.sqrt(a + epsilon);
      }
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
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float v = square[at] + (g * g - square[at]) * rest;
        square[at] = v;
        float spread = v;
        if (mean != null) {
          float a = mean[at] + (g - mean[at]) * rest;
          mean[at] = a;
          spread = Math.max(v - a * a, 0f);
        }
        float u = rate * g / (float) Math.sqrt(spread + epsilon);
        if (velocity != null) {
          u = momentum * velocity[at] + u;
          velocity[at] = u;
        }
        w[at] -= u;
      }
    }
  }

  @Override
  public void adaDelta(UpdateSpan span, float[] square, float[] moved, float rest, float epsilon) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float v = square[at] + (g * g - square[at]) * rest;
        square[at] = v;
        float d = moved[at];
        float delta = (float) Math.sqrt(d + epsilon) * g / (float) Math.sqrt(v + epsilon);
        moved[at] = d + (delta * delta - d) * rest;
        w[at] -= rate * delta;
      }
    }
  }

  @Override
  public void adam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float alpha = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float m = mean[at] + (g - mean[at]) * rest1;
        float v = square[at] + (g * g - square[at]) * rest2;
        mean[at] = m;
        square[at] = v;
        w[at] -= m * alpha / ((float) Math.sqrt(v) + epsilon);
      }
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
    adamOfEach(span, 0, mean, square, rests1, rests2, epsilons);
  }

  /** From element {@code first} of the span on. */
  public static void adamOfEach(
      UpdateSpan span,
      int first,
      float[] mean,
      float[] square,
      float[] rests1,
      float[] rests2,
      float[] epsilons) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      for (int i = first; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float m = mean[at] + (g - mean[at]) * rests1[i];
        float v = square[at] + (g * g - square[at]) * rests2[i];
        mean[at] = m;
        square[at] = v;
        w[at] -= m * span.rate(step, i) / ((float) Math.sqrt(v) + epsilons[i]);
      }
    }
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
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float alpha = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float m = mean[at] + (g - mean[at]) * rest1;
        float v = square[at] + (g * g - square[at]) * rest2;
        float h = Math.max(largest[at], v);
        mean[at] = m;
        square[at] = v;
        largest[at] = h;
        w[at] -= m * alpha / ((float) Math.sqrt(h) + epsilon);
      }
    }
  }

  @Override
  public void nadam(
      UpdateSpan span, float[] mean, float[] square, float rest1, float rest2, float epsilon) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float a = span.rate(step, 0);
      float b = span.rate(step, 1);
      float c = span.rate(step, 2);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float m = mean[at] + (g - mean[at]) * rest1;
        float v = square[at] + (g * g - square[at]) * rest2;
        mean[at] = m;
        square[at] = v;
        w[at] -= (m * a + g * b) / ((float) Math.sqrt(v) * c + epsilon);
      }
    }
  }

  @Override
  public void adaMax(
      UpdateSpan span, float[] mean, float[] largest, float rest, float keep, float epsilon) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float alpha = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float g = gradient(span, step, i);
        float m = mean[at] + (g - mean[at]) * rest;
        float u = Math.max(keep * largest[at], Math.abs(g));
        mean[at] = m;
        largest[at] = u;
        w[at] -= m * alpha / (u + epsilon);
      }
    }
  }

  @Override
  public void lion(UpdateSpan span, float[] mean, float rest1, float rest2) {
    float[] w = span.parameters();
    for (int step = 0; step < span.steps(); step++) {
      float rate = span.rate(step, 0);
      for (int i = 0; i < span.length(); i++) {
        int at = span.from() + i;
        float m = mean[at];
        float difference = gradient(span, step, i) - m;
        mean[at] = m + difference * rest2;
        w[at] -= rate * Math.signum(m + difference * rest1);
      }
    }
  }

  private static float gradient(UpdateSpan span, int step, int i) {
    return step == 0 ? span.gradient()[span.gradientFrom() + i] * span.scale() : 0;
  }

  @Override
  public void add(float[] a, int aFrom, float[] b, int bFrom, int length) {
    for (int i = 0; i < length; i++) {
      a[aFrom + i] += b[bFrom + i];
    }
  }

  @Override
  public void scale(float[] x, int from, int to, float factor) {
    for (int i = from; i < to; i++) {
      x[i] *= factor;
    }
  }

  @Override
  public void addPenalty(float[] g, int gFrom, float[] w, int wFrom, int length, float twice) {
    for (int i = 0; i < length; i++) {
      g[gFrom + i] = Math.fma(twice, w[wFrom + i], g[gFrom + i]);
    }
  }

  @Override
  public void clip(float[] g, int from, int to, float limit) {
    for (int i = from; i < to; i++) {
      g[i] = Math.max(-limit, Math.min(limit, g[i]));
    }
  }

  @Override
  public void shrink(float[] w, int from, int to, float share) {
    for (int i = from; i < to; i++) {
      w[i] -= w[i] * share;
    }
  }

  @Override
  public void shrinkTowardsZero(float[] w, int from, int to, float threshold) {
    for (int i = from; i < to; i++) {
      float weight = w[i];
      w[i] = Math.abs(weight) <= threshold ? 0f : weight - Math.copySign(threshold, weight);
    }
  }
}
