package org.lockstep.trainer.clipping;

import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;

/**
 * Euclidean lengths of pieces of a gradient. The squares are summed over fixed blocks ({@link
 * Kernel#sumOfSquares}), so every kernel gives the same bits.
 */
final class Norm {
  private Norm() {}

  static void requireLimit(double limit) {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException("limit must be a finite number > 0. Received: " + limit);
    }
  }

  /** g ← g·(limit / ‖g‖), in double, over {@code gradient[from … to)} if ‖g‖ &gt; limit. */
  static void limit(float[] gradient, int from, int to, double limit) {
    double squares = Kernels.best().sumOfSquares(gradient, from, to);
    if (squares == Double.POSITIVE_INFINITY) {
      squares = wideSumOfSquares(gradient, from, to);
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      double factor = limit / norm;
      for (int i = from; i < to; i++) {
        gradient[i] = (float) (gradient[i] * factor);
      }
    }
  }

  /** Σ g² in double, one chain: for exploding gradients, whose squares are no floats any more. */
  private static double wideSumOfSquares(float[] gradient, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double g = gradient[i];
      sum += g * g;
    }
    return sum;
  }
}
