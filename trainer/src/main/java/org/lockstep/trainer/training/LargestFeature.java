package org.lockstep.trainer.training;

import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * The feature of a row that stands out: the first NaN, else the one with the largest size.
 *
 * @param column −1 if the row has no feature
 * @param value 0 if the row has no feature
 */
record LargestFeature(int column, float value) {
  private static final LargestFeature NONE = new LargestFeature(-1, 0);

  /** Of row {@code row} of the shard. */
  static LargestFeature of(Shard shard, int row) {
    if (shard.features() instanceof SparseRows sparse) {
      int start = sparse.starts()[row];
      int k = of(sparse.values(), start, sparse.starts()[row + 1]);
      return k < 0 ? NONE : new LargestFeature(sparse.indices()[k], sparse.values()[k]);
    }
    if (shard.features() instanceof StoredRows stored) {
      int[] indices = new int[stored.length(row)];
      float[] values = new float[indices.length];
      stored.copy(row, indices, values, 0);
      int k = of(values, 0, values.length);
      return k < 0 ? NONE : new LargestFeature(stored.isSparse() ? indices[k] : k, values[k]);
    }
    Matrix dense = (Matrix) shard.features();
    int start = dense.offset() + row * dense.columns();
    int k = of(dense.data(), start, start + dense.columns());
    return k < 0 ? NONE : new LargestFeature(k - start, dense.data()[k]);
  }

  private static int of(float[] values, int from, int to) {
    int at = -1;
    for (int k = from; k < to; k++) {
      if (Float.isNaN(values[k])) {
        return k;
      }
      at = at < 0 || Math.abs(values[k]) > Math.abs(values[at]) ? k : at;
    }
    return at;
  }

  /** |value|. */
  float size() {
    return Math.abs(value);
  }
}
