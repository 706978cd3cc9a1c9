package org.lockstep.trainer.clipping;

import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;

/** Limits the Euclidean lengths of pieces of a gradient, to the same bits with every kernel. */
final class Norm {
  private Norm() {}

  static void requireLimit(double limit) {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException("limit must be a finite number > 0. Received: " + limit);
    }
  }

  /** g ← g·(limit / ‖g‖), in double, over {@code gradient[from … to)} if ‖g‖ &gt; limit. */
  static void limit(float[] gradient, int from, int to, double limit) {
    double norm = SafeNorm.of(gradient, from, to, Kernels.best());
    if (norm > limit) {
      double factor = limit / norm;
      for (int i = from; i < to; i++) {
        gradient[i] = (float) (gradient[i] * factor);
      }
    }
  }
}
