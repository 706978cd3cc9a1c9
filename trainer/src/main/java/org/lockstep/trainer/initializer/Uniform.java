package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Stream;

/** Uniform on [−limit, limit): (2u − 1)·limit with u of 24 bits; its variance is limit²/3. */
final class Uniform {

  private Uniform() {}

  static void fill(Matrix kernel, double limit, Stream stream) {
    int start = kernel.offset();
    int end = start + kernel.rows() * kernel.columns();
    float[] values = kernel.data();
    stream.floats(0, values, start, end - start);
    for (int i = start; i < end; i++) {
      values[i] = (float) ((2.0 * values[i] - 1) * limit);
    }
  }
}
