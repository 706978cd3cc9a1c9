package org.lockstep.trainer.update;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows of weights and state before they are updated one by one. Java has no instruction to
 * prefetch, and a row's arithmetic fills the processor's queues before it comes to the next row's
 * loads, so that rows would wait for memory one after the other; loads of which nothing is made
 * leave the processor together.
 */
public final class Prefetch {
  /** Numbers of a cache line. */
  private static final int LINE = 16;

  /** Wider rows are streams, which a processor foresees by itself. */
  private static final int MOST_COLUMNS = 256;

  /** Arrays that are read side by side. */
  private static final int ABREAST = 3;

  private final List<float[]> arrays;
  private final int offset;
  private final int columns;

  /**
   * @param weights whose rows begin at {@code offset}
   * @param state laid out as the weights
   */
  public Prefetch(float[] weights, List<float[]> state, int offset, int columns) {
    this.arrays = new ArrayList<>();
    arrays.add(weights);
    arrays.addAll(state);
    while (arrays.size() % ABREAST != 0) {
      arrays.add(weights);
    }
    this.offset = offset;
    this.columns = columns;
  }

  /**
   * Reads from every cache line of some rows.
   *
   * @param which of the rows first … first + 63, a bit each
   */
  public void rows(int first, long which, Hand hand) {
    if (columns > MOST_COLUMNS) {
      return;
    }
    for (int i = 0; i < arrays.size(); i += ABREAST) {
      hand.see(sum(arrays.get(i), arrays.get(i + 1), arrays.get(i + 2), first, which));
    }
  }

  private float sum(float[] a, float[] b, float[] c, int first, long which) {
    float sum = 0;
    for (long bits = which; bits != 0; bits &= bits - 1) {
      int from = offset + (first + Long.numberOfTrailingZeros(bits)) * columns;
      for (int i = from; i < from + columns; i += LINE) {
        sum += a[i] + b[i] + c[i];
      }
    }
    return sum;
  }
}
