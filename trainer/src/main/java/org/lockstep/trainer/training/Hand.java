package org.lockstep.trainer.training;

import org.lockstep.trainer.matrix.UpdateSpan;

/** What one thread needs to update rows, made once. */
final class Hand {
  private final UpdateSpan span = new UpdateSpan();
  private final float[] zeros;
  private final float[] missed;
  private final boolean[] held;

  /**
   * @param columns of the rows that it updates one by one
   * @param workers whose gradients it merges
   */
  Hand(int columns, int workers) {
    zeros = new float[columns];
    missed = new float[columns];
    held = new boolean[workers];
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

  /** Which nodes of the merge tree hold a part of the row at hand. */
  boolean[] held() {
    return held;
  }
}
