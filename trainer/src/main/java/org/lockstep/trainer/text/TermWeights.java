package org.lockstep.trainer.text;

/** The formulas of tf·idf, in double with StrictMath: the same bits everywhere. */
final class TermWeights {
  private TermWeights() {}

  /** ln((1+n)/(1+df)) + 1 when smooth, ln(n/df) + 1 when not, 1 when unused. */
  static double idf(TextSpec spec, long documents, long documentFrequency) {
    int smooth = spec.smoothIdf() ? 1 : 0;
    double n = documents + smooth;
    double df = documentFrequency + smooth;
    return spec.useIdf() ? StrictMath.log(n / df) + 1 : 1;
  }

  /** The count, or sign(count)·(1 + ln|count|) when sublinear; {@code count} is not 0. */
  static double tf(TextSpec spec, double count) {
    return spec.sublinearTf() ? Math.copySign(1 + StrictMath.log(Math.abs(count)), count) : count;
  }

  /** Divides the first {@code length} weights by √Σw² if the spec says so; Σ in index order. */
  static void normalise(TextSpec spec, double[] weights, int length) {
    if (spec.norm() != Norm.L2) {
      return;
    }
    double squares = 0;
    for (int k = 0; k < length; k++) {
      squares += weights[k] * weights[k];
    }
    if (squares > 0) {
      double norm = Math.sqrt(squares);
      for (int k = 0; k < length; k++) {
        weights[k] /= norm;
      }
    }
  }

  /** The first {@code length} weights, rounded to float. */
  static float[] floats(double[] weights, int length) {
    float[] values = new float[length];
    for (int k = 0; k < length; k++) {
      values[k] = (float) weights[k];
    }
    return values;
  }
}
