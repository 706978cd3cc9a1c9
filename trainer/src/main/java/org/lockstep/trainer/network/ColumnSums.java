package org.lockstep.trainer.network;

import java.util.Arrays;
import org.lockstep.trainer.matrix.Matrix;

/**
 * Sums over the rows of a mini-batch, one a column: doubles, rows ascending, so that they are the
 * same bits whatever kernel and vector width do the rest.
 */
final class ColumnSums {
  private ColumnSums() {}

  static void clear(double[] sums) {
    Arrays.fill(sums, 0);
  }

  /** out (1, n) += factor·sums, a double cast to float once. */
  static void addTo(Matrix out, double[] sums, double factor) {
    for (int j = 0; j < sums.length; j++) {
      out.set(0, j, out.get(0, j) + (float) (factor * sums[j]));
    }
  }
}
