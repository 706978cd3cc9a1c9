package org.lockstep.datasets.shard;

import java.io.IOException;
import java.util.Arrays;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** The features of a growing shard on the heap. */
final class RowArrays {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final ShardLayout layout;
  private int rows;
  private int filled;
  private int[] starts = new int[16];
  private int[] indices;
  private float[] values;

  RowArrays(ShardLayout layout) {
    this.layout = layout;
    this.indices = new int[layout.sparse() ? 64 : 0];
    this.values = new float[64];
  }

  /** Bytes that the features of a row will take, at most. */
  long bytes(DealtRow row) {
    return (layout.sparse() ? 8L : 4L) * row.values.length;
  }

  /** Bytes that {@link #bytes(DealtRow)} counted for the rows so far, zeros left out. */
  long bytes() {
    return (layout.sparse() ? 8L : 4L) * filled;
  }

  void add(DealtRow row) {
    values = grown(values, filled + (long) row.values.length);
    if (layout.sparse()) {
      addSparse(row);
      starts = rows + 1 < starts.length ? starts : Arrays.copyOf(starts, capacity(rows + 2L));
      starts[rows + 1] = filled;
    } else {
      System.arraycopy(row.values, 0, values, filled, row.values.length);
      filled += row.values.length;
    }
    rows++;
  }

  private void addSparse(DealtRow row) {
    indices = indices.length < values.length ? Arrays.copyOf(indices, values.length) : indices;
    for (int k = 0; k < row.values.length; k++) {
      if (row.values[k] != 0) {
        indices[filled] = row.indices == null ? k : row.indices[k];
        values[filled++] = row.values[k];
      }
    }
  }

  /** Writes the rows to the file and lets go of the arrays. */
  void moveTo(FeatureFile file) throws IOException {
    for (int row = 0; row < rows; row++) {
      int from = layout.sparse() ? starts[row] : row * layout.columns();
      int to = layout.sparse() ? starts[row + 1] : from + layout.columns();
      file.add(indices, values, from, to - from);
    }
    starts = new int[0];
    indices = new int[0];
    values = new float[0];
  }

  FeatureRows finish() {
    float[] exact = Arrays.copyOf(values, filled);
    if (!layout.sparse()) {
      return new Matrix(exact, 0, rows, layout.columns());
    }
    return new SparseRows(
        layout.columns(), Arrays.copyOf(starts, rows + 1), Arrays.copyOf(indices, filled), exact);
  }

  static float[] grown(float[] array, long needed) {
    return needed <= array.length ? array : Arrays.copyOf(array, capacity(needed));
  }

  private static int capacity(long needed) {
    if (needed > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "a worker's shard must hold at most %d numbers; use more workers. Received: %d"
              .formatted(LARGEST_ARRAY, needed));
    }
    return (int) Math.min(LARGEST_ARRAY, Math.max(needed, needed + (needed >> 1)));
  }
}
