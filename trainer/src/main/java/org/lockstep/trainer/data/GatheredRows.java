package org.lockstep.trainer.data;

import java.util.Arrays;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * The sparse rows of one step, copied from the disk into arrays that are used again and again: row
 * i of the batch is row i here. Not thread-safe.
 */
final class GatheredRows {
  private final StoredRows source;
  private final int[] starts;
  private final int[] order;
  private int[] indices = new int[0];
  private float[] values = new float[0];
  private SparseRows rows;

  /**
   * @param capacity the most rows of a step
   */
  GatheredRows(StoredRows source, int capacity) {
    this.source = source;
    this.starts = new int[capacity + 1];
    this.order = new int[capacity];
    EpochOrder.fillAscending(order);
    this.rows = SparseRows.unchecked(source.columns(), starts, indices, values);
  }

  /** Fetches the rows {@code wanted[from … to − 1]}. */
  void gather(int[] wanted, int from, int to) {
    for (int i = 0; i < to - from; i++) {
      starts[i + 1] = Math.addExact(starts[i], source.length(wanted[from + i]));
    }
    int needed = starts[to - from];
    // Rows that an earlier, longer step left behind are empty.
    Arrays.fill(starts, to - from + 1, starts.length, needed);
    if (needed > values.length) {
      int room = (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) needed / 2);
      indices = new int[room];
      values = new float[room];
      rows = SparseRows.unchecked(source.columns(), starts, indices, values);
    }
    for (int i = 0; i < to - from; i++) {
      source.copy(wanted[from + i], indices, values, starts[i]);
    }
  }

  SparseRows rows() {
    return rows;
  }

  /** 0, 1, 2, … */
  int[] order() {
    return order;
  }
}
