package org.lockstep.trainer.divergence;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * The feature of a row that stands out: the first NaN, else the one with the largest size.
 *
 * @param column −1 if the row has no feature
 * @param value 0 if the row has no feature
 */
record LargestFeature(int column, float value) {
  private static final LargestFeature NONE = new LargestFeature(-1, 0);

  /** Of row {@code row} of a batch that no layer has changed yet. */
  static LargestFeature of(MiniBatch batch, int row) {
    if (batch.isSparse()) {
      SparseRows sparse = batch.sparse();
      int at = batch.order()[batch.from() + row];
      int k = of(sparse.values(), sparse.starts()[at], sparse.starts()[at + 1]);
      return k < 0 ? NONE : new LargestFeature(sparse.indices()[k], sparse.values()[k]);
    }
    Matrix dense = batch.dense();
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
