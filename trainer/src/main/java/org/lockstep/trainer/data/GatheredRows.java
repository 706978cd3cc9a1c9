package org.lockstep.trainer.data;

import java.util.Arrays;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * The sparse rows of one step, copied from elsewhere into arrays that are used again and again: row
 * i of the batch is row i here. Not thread-safe.
 */
final class GatheredRows {
  private final int columns;
  private final int[] starts;
  private final int[] order;
  private int count;
  private int[] indices = new int[0];
  private float[] values = new float[0];
  private SparseRows rows;

  /**
   * @param capacity the most rows of a step
   */
  GatheredRows(int columns, int capacity) {
    this.columns = columns;
    this.starts = new int[capacity + 1];
    this.order = new int[capacity];
    EpochOrder.fillAscending(order);
    this.rows = SparseRows.unchecked(columns, starts, indices, values);
  }

  /** Fetches the rows {@code wanted[from … to − 1]}. */
  void gather(StoredRows source, int[] wanted, int from, int to) {
    clear();
    for (int i = from; i < to; i++) {
      int at = room(source.length(wanted[i]));
      source.copy(wanted[i], indices, values, at);
    }
    finish();
  }

  void clear() {
    count = 0;
  }

  void append(SparseRows source, int row) {
    int from = source.starts()[row];
    int length = source.starts()[row + 1] - from;
    int at = room(length);
    System.arraycopy(source.indices(), from, indices, at, length);
    System.arraycopy(source.values(), from, values, at, length);
  }

  /** Where the next row's numbers go. */
  private int room(int length) {
    int at = starts[count];
    int needed = Math.addExact(at, length);
    starts[++count] = needed;
    if (needed > values.length) {
      int room = (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) needed / 2);
      indices = Arrays.copyOf(indices, room);
      values = Arrays.copyOf(values, room);
      rows = SparseRows.unchecked(columns, starts, indices, values);
    }
    return at;
  }

  void finish() {
    // Rows that an earlier, longer step left behind are empty.
    Arrays.fill(starts, count + 1, starts.length, starts[count]);
  }

  SparseRows rows() {
    return rows;
  }

  /** 0, 1, 2, … */
  int[] order() {
    return order;
  }
}
