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
    boolean useless = squares < SMALL || squares == Double.POSITIVE_INFINITY;
    return Math.sqrt(useless ? wideSumOfSquares(x, from, to) : squares);
  }

  private static double wideSumOfSquares(float[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double each = x[i];
      sum += each * each;
    }
    return sum;
  }
}
