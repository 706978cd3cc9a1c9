package org.lockstep.trainer.rank;

import org.lockstep.trainer.network.ParameterLayout;

/**
 * Which rows of the first kernel a rank keeps with their optimizer state, and where in arrays of
 * its own: all, as the parameters lie, or, where every 64 rows have an owner in turn, those that it
 * owns, one behind the other, with the rest of the parameters behind them.
 */
final class Holding {
  private final ParameterLayout.Slice kernel;
  private final int rank;
  private final int owners;
  private final int parameters;
  private final int rows;
  private final int left;

  private Holding(ParameterLayout layout, int rank, int owners) {
    this.kernel = layout.kernels().get(0);
    if (owners > 1 && kernel.offset() != layout.begin()) {
      throw new IllegalArgumentException(
          "a kernel with owners must lie at the beginning. Received: at " + kernel.offset());
    }
    this.parameters = layout.size();
    this.rank = rank;
    this.owners = owners;
    this.rows = rows();
    this.left = (kernel.rows() - rows) * kernel.columns();
  }

  /** Everything. */
  static Holding whole(ParameterLayout layout) {
    return new Holding(layout, 0, 1);
  }

  /** The rows of one of several owners. */
  static Holding own(ParameterLayout layout, int rank, int owners) {
    return new Holding(layout, rank, owners);
  }

  private int rows() {
    int words = (kernel.rows() + 63) / 64;
    int own = (words - rank + owners - 1) / owners;
    if (own == 0) {
      return 0;
    }
    int last = rank + (own - 1) * owners;
    return 64 * (own - 1) + Math.min(64, kernel.rows() - 64 * last);
  }

  boolean isWhole() {
    return owners == 1;
  }

  /** The length of an array with a number for each parameter that is kept. */
  int length() {
    return parameters - left;
  }

  /** The rows that are kept, as a slice of such an array. */
  ParameterLayout.Slice kernel() {
    return new ParameterLayout.Slice(
        kernel.name(),
        kernel.role(),
        kernel.layer(),
        kernel.offset(),
        rows,
        kernel.columns(),
        kernel.regularizer(),
        kernel.initializer());
  }

  /** The place of a row that is kept among those that are. */
  int row(int row) {
    return owners == 1 ? row : (row >> 6) / owners << 6 | row & 63;
  }

  /** Where in an array such a row begins. */
  int at(int row) {
    return kernel.offset() + row(row) * kernel.columns();
  }

  /** Where in an array a parameter behind the kernel lies. */
  int behind(int parameter) {
    return parameter - left;
  }

  /** Takes what is kept out of an array as long as the parameters. */
  void pick(float[] whole, float[] kept) {
    if (isWhole()) {
      System.arraycopy(whole, 0, kept, 0, whole.length);
      return;
    }
    int columns = kernel.columns();
    for (int first = 64 * rank; first < kernel.rows(); first += 64 * owners) {
      int count = Math.min(64, kernel.rows() - first);
      System.arraycopy(whole, kernel.offset() + first * columns, kept, at(first), count * columns);
    }
    System.arraycopy(whole, kernel.end(), kept, behind(kernel.end()), whole.length - kernel.end());
  }

  /** Puts what lies behind the kernel into an array as long as the parameters. */
  void putBehind(float[] kept, float[] whole) {
    int end = kernel.end();
    System.arraycopy(kept, behind(end), whole, end, whole.length - end);
  }

  /** Puts some of the rows 64·word … 64·word + 63 there, a bit each. */
  void putRows(float[] kept, float[] whole, int word, long which) {
    int columns = kernel.columns();
    for (long bits = which; bits != 0; bits &= bits - 1) {
      int row = 64 * word + Long.numberOfTrailingZeros(bits);
      System.arraycopy(kept, at(row), whole, kernel.offset() + row * columns, columns);
    }
  }
}
