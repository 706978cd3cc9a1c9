package org.lockstep.trainer.update;

import java.util.Arrays;
import org.lockstep.trainer.matrix.UpdateSpan;

/** What one thread needs to update rows, made once. */
public final class Hand {
  /**
   * Where the zeros begin: unused elements before and behind keep them off the cache lines of what
   * another thread writes for every row.
   */
  public static final int ZEROS_FROM = 32;

  private final UpdateSpan[] spans;
  private int oldest;
  private final float[] zeros;
  private final float[] missed;
  private final float[][] parts;
  private final int columns;

  /**
   * @param columns of the rows that it updates one by one
   * @param workers whose gradients it merges
   */
  public Hand(int columns, int workers) {
    // The workers' sums, the zeros and the missed gradient.
    spans = new UpdateSpan[workers + 2];
    Arrays.setAll(spans, i -> new ApartSpan(columns));
    this.columns = columns;
    zeros = new float[columns + 2 * ZEROS_FROM];
    missed = new float[columns];
    parts = new float[workers][columns + 2 * ZEROS_FROM];
  }

  /** A span for elements with that gradient: each has its own, for rows take turns with them. */
  UpdateSpan span(float[] gradient) {
    for (UpdateSpan span : spans) {
      if (span.gradient() == gradient) {
        return span;
      }
    }
    UpdateSpan span = spans[oldest];
    oldest = (oldest + 1) % spans.length;
    return span;
  }

  /** A row's gradient where no example names it, from {@link #ZEROS_FROM} on; not to be written. */
  public float[] zeros() {
    return zeros;
  }

  /** Room for a worker's part of a row's gradient, from 0 on. */
  public float[] part(int worker) {
    return parts[worker];
  }

  /** Room for the gradient of a penalty in a step that a row has missed. */
  float[] missed() {
    return missed;
  }

  /** Of the rows. */
  public int columns() {
    return columns;
  }
}
