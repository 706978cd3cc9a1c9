package org.lockstep.datasets.shard;

import java.util.Arrays;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Appends rows to growing arrays; no object per row stays behind. */
final class ShardWriter {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final ShardLayout layout;
  private int rows;
  private int filled;
  private int[] starts = new int[16];
  private int[] indices = new int[0];
  private float[] values = new float[64];
  private float[] targets = new float[16];
  private float[] weights = new float[16];

  ShardWriter(ShardLayout layout) {
    this.layout = layout;
    this.indices = layout.sparse() ? new int[64] : indices;
  }

  /**
   * @throws IllegalArgumentException when the shard outgrows a Java array
   */
  void add(DealtRow row) {
    if (layout.sparse()) {
      addSparse(row);
    } else {
      values = grown(values, filled + (long) row.values.length);
      System.arraycopy(row.values, 0, values, filled, row.values.length);
      filled += row.values.length;
    }
    targets = grown(targets, (rows + 1L) * layout.targetColumns());
    System.arraycopy(
        row.targets, 0, targets, rows * layout.targetColumns(), layout.targetColumns());
    weights = grown(weights, rows + 1L);
    weights[rows++] = row.weight;
    if (layout.sparse()) {
      starts = rows < starts.length ? starts : Arrays.copyOf(starts, capacity(rows + 1L));
      starts[rows] = filled;
    }
  }

  private void addSparse(DealtRow row) {
    values = grown(values, filled + (long) row.values.length);
    indices = indices.length < values.length ? Arrays.copyOf(indices, values.length) : indices;
    for (int k = 0; k < row.values.length; k++) {
      if (row.values[k] != 0) {
        indices[filled] = row.indices == null ? k : row.indices[k];
        values[filled++] = row.values[k];
      }
    }
  }

  Shard finish() {
    float[] exactTargets = Arrays.copyOf(targets, rows * layout.targetColumns());
    float[] exactWeights = Arrays.copyOf(weights, rows);
    float[] exactValues = Arrays.copyOf(values, filled);
    if (layout.sparse()) {
      SparseRows features =
          new SparseRows(
              layout.columns(),
              Arrays.copyOf(starts, rows + 1),
              Arrays.copyOf(indices, filled),
              exactValues);
      return new Shard(features, exactTargets, layout.targetColumns(), exactWeights);
    }
    Matrix features = new Matrix(exactValues, 0, rows, layout.columns());
    return new Shard(features, exactTargets, layout.targetColumns(), exactWeights);
  }

  private static float[] grown(float[] array, long needed) {
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
