package org.lockstep.trainer.matrix;

/** Finds NaN and ±∞. */
public final class NonFinite {
  private NonFinite() {}

  /**
   * The index of the first number of {@code x[from … to)} that is not finite, or −1. Nearly always
   * there is none, which the kernel's sum of squares tells in one fast pass: it is finite only if
   * every number is. Squares of finite numbers may overflow; then the numbers are looked at.
   */
  public static int first(float[] x, int from, int to, Kernel kernel) {
    return Double.isFinite(kernel.sumOfSquares(x, from, to)) ? -1 : first(x, from, to);
  }

  /** The same for few numbers: all are looked at. */
  public static int first(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(x[i])) {
        return i;
      }
    }
    return -1;
  }
}
