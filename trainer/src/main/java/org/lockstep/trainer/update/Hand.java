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

  /** Numbers that are written and soon read again: so many stay in a processor's nearest cache. */
  private static final int NEAR = 4096;

  private final UpdateSpan[] spans;
  private int oldest;
  private final float[] zeros;
  private final float[] missed;
  private final float[][] parts;
  private final float[] gradients;
  private final int columns;

  /** Rows whose gradients there is room for at once: a power of two, at most 64. */
  private final int rowsAtATime;

  private final float[] seen = new float[2 * ZEROS_FROM];

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
    rowsAtATime = Integer.highestOneBit(Math.max(1, Math.min(64, NEAR / columns)));
    gradients = new float[rowsAtATime * columns + 2 * ZEROS_FROM];
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

  /** How many times rows are taken together until all 64 of a word have been. */
  public int times() {
    return 64 / rowsAtATime;
  }

  /** Those of a word's 64 rows that are taken together the i-th time, from 0 on, a bit each. */
  public long together(int i) {
    return -1L >>> 64 - rowsAtATime << i * rowsAtATime;
  }

  /** Room for the gradients of rows that are taken together, one behind the other from 0 on. */
  public float[] gradients() {
    return gradients;
  }

  /** A number of no meaning, from what was only read so that memory brings it: not in vain. */
  public void see(float number) {
    seen[ZEROS_FROM] += number;
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
