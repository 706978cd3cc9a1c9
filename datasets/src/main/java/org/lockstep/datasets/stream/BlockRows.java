package org.lockstep.datasets.stream;

import java.io.IOException;
import java.util.Arrays;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Makes a shard of a block's columns, or says what is wrong with them. */
final class BlockRows {
  private BlockRows() {}

  /**
   * Dense rows.
   *
   * @param width columns of the features
   * @throws IOException if the columns do not belong together
   */
  static Shard dense(int width, RowNumbers values, RowNumbers targets, float[] weights)
      throws IOException {
    int each = values.each();
    if (weights.length > 0 && each != width) {
      throw new IOException(
          "values of a row must be one a feature, %d. Received: %d".formatted(width, each));
    }
    return shard(new Matrix(values.floats(), 0, weights.length, width), targets, weights);
  }

  /**
   * Sparse rows.
   *
   * @param width columns of the features
   * @throws IOException if the columns do not belong together
   */
  static Shard sparse(
      int width, RowNumbers indices, RowNumbers values, RowNumbers targets, float[] weights)
      throws IOException {
    if (!Arrays.equals(indices.ends(), values.ends())) {
      throw new IOException(
          "indices of a block must be as many as values, row by row. Received: %d and %d in all"
              .formatted(indices.ends()[weights.length], values.ends()[weights.length]));
    }
    try {
      SparseRows rows = new SparseRows(width, values.ends(), indices.ints(), values.floats());
      return shard(rows, targets, weights);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Shard shard(FeatureRows features, RowNumbers targets, float[] weights)
      throws IOException {
    return new Shard(features, targets.floats(), targets.each(), weights);
  }
}
