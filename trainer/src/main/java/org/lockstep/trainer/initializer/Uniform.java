package org.lockstep.trainer.initializer;

import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.random.Stream;

/** Uniform on [−limit, limit): (2u − 1)·limit with u of 24 bits; its variance is limit²/3. */
final class Uniform {

  private Uniform() {}

  static void fill(Matrix kernel, double limit, Stream stream) {
    int size = kernel.rows() * kernel.columns();
    for (int i = 0; i < size; i++) {
      kernel.data()[kernel.offset() + i] = (float) ((2.0 * stream.floatAt(i) - 1) * limit);
    }
  }
}
