package org.lockstep.trainer.clipping;

import org.lockstep.trainer.matrix.Updates;

/** Limits the Euclidean lengths of pieces of a gradient, to the same bits with every kernel. */
public final class Norm {
  private Norm() {}

  static void requireLimit(double limit) {
    if (!(limit > 0) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException("limit must be a finite number > 0. Received: " + limit);
    }
  }

  /** What a piece of that length is multiplied by, limit / norm; 1 if it is not too long. */
  public static double factor(double norm, double limit) {
    return norm > limit ? limit / norm : 1;
  }

  /** g ← g·factor over {@code gradient[from … to)}; a factor that is no normal float, in double. */
  public static void scale(Updates updates, float[] gradient, int from, int to, double factor) {
    if (factor == 1) {
      return;
    }
    if (factor >= Float.MIN_NORMAL) {
      updates.scale(gradient, from, to, (float) factor);
      return;
    }
    for (int i = from; i < to; i++) {
      gradient[i] = (float) (gradient[i] * factor);
    }
  }
}
