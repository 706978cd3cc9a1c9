package org.lockstep.trainer.matrix;

/** Euclidean length, the same bits whatever the kernel, also where squares are no floats. */
public final class SafeNorm {
  /** Below this a square may have lost digits to the subnormal floats. */
  private static final double SMALL = 1e-30;

  private SafeNorm() {}

  /**
   * √Σx² over {@code x[from … to)}: from {@link Kernel#sumOfSquares}, or, where that overflowed or
   * may have underflowed, from a sum in double, one chain.
   */
  public static double of(float[] x, int from, int to, Kernel kernel) {
    return ofSquares(kernel.sumOfSquares(x, from, to), x, from, to);
  }

  /** The same where Σx², of {@link Kernel#sumOfSquares} and sums of that, is known already. */
  public static double ofSquares(double squares, float[] x, int from, int to) {
    return Math.sqrt(isLost(squares) ? addSquares(0, x, from, to) : squares);
  }

  /** Whether Σx², of {@link Kernel#sumOfSquares} and sums of that, has lost too many digits. */
  public static boolean isLost(double squares) {
    return squares < SMALL || squares == Double.POSITIVE_INFINITY;
  }

  /** sum + Σx² in double, one chain that goes on, over {@code x[from … to)}. */
  public static double addSquares(double sum, float[] x, int from, int to) {
    double all = sum;
    for (int i = from; i < to; i++) {
      double each = x[i];
      all += each * each;
    }
    return all;
  }
}
