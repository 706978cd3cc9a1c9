package org.lockstep.trainer.training;

import org.lockstep.trainer.matrix.UpdateSpan;

/** What one thread needs to update rows, made once. */
final class Hand {
  /** Elements that keep what two threads write for every row on different cache lines. */
  private static final int APART = 32;

  private final UpdateSpan span = new UpdateSpan();
  private final float[] zeros;
  private final float[] missed;
  private final int[] holders;

  /**
   * @param columns of the rows that it updates one by one
   * @param workers whose gradients it merges
   */
  Hand(int columns, int workers) {
    zeros = new float[columns];
    missed = new float[columns];
    holders = new int[workers + APART];
  }

  UpdateSpan span() {
    return span;
  }

  /** A row's gradient where no example names it; not to be written. */
  float[] zeros() {
    return zeros;
  }

  /** Room for the gradient of a penalty in a step that a row has missed. */
  float[] missed() {
    return missed;
  }

  /** Per node of the merge tree, the worker whose array holds its part of the row at hand. */
  int[] holders() {
    return holders;
  }
}
