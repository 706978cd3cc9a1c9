package org.lockstep.driver.loop;

import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.training.Gradient;

/**
 * Slices of a gradient of P numbers: slice s of S covers whole blocks of 4,096, so that sums over
 * blocks never straddle slices. Addition is element by element, so a sum of slices has the bits of
 * the sum.
 */
final class Slice {
  static final int BLOCK = 4096;

  private Slice() {}

  /** The first element of slice s; of {@code slices}: P. */
  static int start(int slice, int slices, int parameters) {
    long blocks = (parameters + (long) BLOCK - 1) / BLOCK;
    return (int) Math.min(parameters, slice * blocks / slices * BLOCK);
  }

  /** A copy of slice s. Totals and touched rows travel with slice 0; the others carry none. */
  static Gradient of(Gradient whole, int slice, int slices) {
    int parameters = whole.sums().length;
    int from = start(slice, slices, parameters);
    int to = start(slice + 1, slices, parameters);
    Totals totals = slice == 0 ? whole.totals() : whole.totals().newInstance();
    Gradient copy = new Gradient(to - from, totals, slice == 0 ? whole.touched() : null);
    System.arraycopy(whole.sums(), from, copy.sums(), 0, to - from);
    return copy;
  }

  /** Writes the numbers of slice s into {@code whole}; its totals stay. */
  static void paste(Gradient part, int slice, int slices, Gradient whole) {
    int from = start(slice, slices, whole.sums().length);
    System.arraycopy(part.sums(), 0, whole.sums(), from, part.sums().length);
  }
}
