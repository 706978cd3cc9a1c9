package org.lockstep.trainer.regularizer;

import java.util.Arrays;

/**
 * Each column of a kernel no longer than a limit: w ← w·(limit / ‖column‖) where ‖column‖ &gt;
 * limit, as Keras' {@code MaxNorm(axis=0)}; a column is all that leads into a unit (Srebro, Rennie
 * &amp; Jaakkola 2005; Srivastava et al. 2014, section 5.1). Columns within the limit keep their
 * bits: Keras multiplies them by norm / (norm + 1e-7).
 */
public final class MaxNorm {
  private final double limit;
  private final double[] factors;

  /**
   * @param limit above 0
   * @param columns of the kernels it will be given
   */
  public MaxNorm(double limit, int columns) {
    this.limit = limit;
    this.factors = new double[columns];
  }

  /**
   * Shortens the columns in place. A column's squares are summed in double, rows ascending; the
   * factor is a double cast to float.
   *
   * @param w holds a kernel (rows, {@code columns}) from {@code offset} on, row-major
   */
  public void apply(float[] w, int offset, int rows) {
    apply(w, offset, rows, 0, factors.length);
  }

  /** The same for the columns [from, to) alone; threads may share out the columns. */
  public void apply(float[] w, int offset, int rows, int from, int to) {
    Arrays.fill(factors, from, to, 0);
    for (int row = 0; row < rows; row++) {
      int start = offset + row * factors.length;
      for (int column = from; column < to; column++) {
        double weight = w[start + column];
        factors[column] += weight * weight;
      }
    }
    if (!turnIntoFactors(from, to)) {
      return;
    }
    for (int row = 0; row < rows; row++) {
      int start = offset + row * factors.length;
      for (int column = from; column < to; column++) {
        w[start + column] *= (float) factors[column];
      }
    }
  }

  /** From squared lengths to what the columns are multiplied by; false if that is 1 for all. */
  private boolean turnIntoFactors(int from, int to) {
    boolean shortened = false;
    for (int column = from; column < to; column++) {
      double norm = Math.sqrt(factors[column]);
      factors[column] = norm > limit ? limit / norm : 1;
      shortened |= norm > limit;
    }
    return shortened;
  }
}
