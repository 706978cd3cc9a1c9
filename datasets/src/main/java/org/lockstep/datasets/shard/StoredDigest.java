package org.lockstep.datasets.shard;

import org.lockstep.trainer.matrix.StoredRows;

/** Digests rows on disk as the same rows in memory, so that storage is no difference. */
final class StoredDigest {
  private StoredDigest() {}

  static void add(StoredRows rows, Digest digest) {
    long numbers = 0;
    int longest = 0;
    for (int row = 0; row < rows.rows(); row++) {
      numbers += rows.length(row);
      longest = Math.max(longest, rows.length(row));
    }
    int[] indices = new int[longest];
    float[] values = new float[longest];
    if (rows.isSparse()) {
      digest.add(rows.rows() + 1L).element(0);
      int end = 0;
      for (int row = 0; row < rows.rows(); row++) {
        end += rows.length(row);
        digest.element(end);
      }
      digest.add(numbers);
      for (int row = 0; row < rows.rows(); row++) {
        rows.copy(row, indices, values, 0);
        for (int k = 0; k < rows.length(row); k++) {
          digest.element(indices[k]);
        }
      }
    }
    digest.add(numbers);
    for (int row = 0; row < rows.rows(); row++) {
      rows.copy(row, indices, values, 0);
      for (int k = 0; k < rows.length(row); k++) {
        digest.element(Float.floatToRawIntBits(values[k]));
      }
    }
  }
}
