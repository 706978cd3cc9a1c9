package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Stream;

/**
 * A normal distribution cut off at two standard deviations and then widened so that it has the
 * standard deviation asked for, as Keras' VarianceScaling("truncated_normal").
 */
final class TruncatedNormal {
  /** The standard deviation of a standard normal variable given that it lies within ±2. */
  private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

  private static final double CUT = 2;

  private TruncatedNormal() {}

  static void fill(Matrix kernel, double deviation, Stream stream) {
    double scale = deviation / TRUNCATED_DEVIATION;
    int size = kernel.rows() * kernel.columns();
    for (int i = 0; i < size; i++) {
      kernel.data()[kernel.offset() + i] = (float) (scale * standardAt(stream, i));
    }
  }

  /** By rejection: attempt j of element i has the counter j·2³¹ + i; one in 22 is rejected. */
  private static double standardAt(Stream stream, int element) {
    long counter = element;
    double value = stream.gaussianAt(counter);
    while (Math.abs(value) > CUT) {
      counter += 1L << 31;
      value = stream.gaussianAt(counter);
    }
    return value;
  }
}
