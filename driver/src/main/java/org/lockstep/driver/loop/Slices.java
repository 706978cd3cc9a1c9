package org.lockstep.driver.loop;

import java.io.Serializable;
import java.util.List;

/**
 * What can be merged in the workers' tree, whole or in slices. Slice s of S covers whole blocks of
 * {@value #BLOCK} numbers, so that sums over blocks never straddle slices. Merging is element by
 * element, so merged slices have the bits of what is merged whole.
 */
interface Slices<T> extends Serializable {
  int BLOCK = 4096;

  /** Merges {@code right} into {@code left}, which is returned. */
  T add(T left, T right);

  /** A copy of slice s. */
  T slice(T whole, int slice, int slices);

  /** The whole of all its slices, in their order. */
  T join(List<T> slices);

  /** The first element of slice s of P numbers; of {@code slices}: P. */
  static int start(int slice, int slices, int numbers) {
    long blocks = (numbers + (long) BLOCK - 1) / BLOCK;
    return (int) Math.min(numbers, slice * blocks / slices * BLOCK);
  }
}
