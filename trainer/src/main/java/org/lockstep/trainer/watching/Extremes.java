package org.lockstep.trainer.watching;

/**
 * The least and the greatest of some numbers; NaNs are passed over.
 *
 * @param min +∞ of nothing
 * @param max −∞ of nothing
 */
record Extremes(float min, float max) {

  /** Of {@code x[from … to)}, in two chains that do not wait for each other. */
  static Extremes of(float[] x, int from, int to) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    float min2 = min;
    float max2 = max;
    int even = to - ((to - from) & 1);
    for (int i = from; i < even; i += 2) {
      float a = x[i];
      float b = x[i + 1];
      min = a < min ? a : min;
      max = a > max ? a : max;
      min2 = b < min2 ? b : min2;
      max2 = b > max2 ? b : max2;
    }
    if (even < to) {
      min = x[even] < min ? x[even] : min;
      max = x[even] > max ? x[even] : max;
    }
    return new Extremes(Math.min(min, min2), Math.max(max, max2));
  }
}
