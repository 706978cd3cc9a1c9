package org.lockstep.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;

/** Deals the rows of one shard in turn to V: row i becomes row ⌊i/V⌋ of worker i mod V. */
public final class Dealing {

  private Dealing() {}

  /** Copies; the shards' sizes differ by at most one, and some are empty if V exceeds the rows. */
  public static List<Shard> deal(Shard all, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be >= 1. Received: " + workers);
    }
    List<Shard> shards = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      int rows = StepRows.ofShard(all.rows(), worker, workers);
      float[] targets = new float[rows * all.targetColumns()];
      float[] weights = new float[rows];
      for (int i = 0; i < rows; i++) {
        int row = worker + i * workers;
        System.arraycopy(
            all.targets(),
            row * all.targetColumns(),
            targets,
            i * all.targetColumns(),
            all.targetColumns());
        weights[i] = all.weights()[row];
      }
      FeatureRows features = pick(all.features(), worker, workers, rows);
      shards.add(new Shard(features, targets, all.targetColumns(), weights));
    }
    return shards;
  }

  private static FeatureRows pick(FeatureRows features, int first, int stride, int rows) {
    if (features instanceof Matrix dense) {
      Matrix picked = Matrix.zeros(rows, dense.columns());
      for (int i = 0; i < rows; i++) {
        System.arraycopy(
            dense.data(),
            dense.offset() + (first + i * stride) * dense.columns(),
            picked.data(),
            i * dense.columns(),
            dense.columns());
      }
      return picked;
    }
    if (!(features instanceof SparseRows sparse)) {
      throw new IllegalArgumentException(
          "rows to be dealt must be in memory. Received: " + features);
    }
    int[] starts = new int[rows + 1];
    int[] indices = new int[sparse.nonZeros()];
    float[] values = new float[sparse.nonZeros()];
    for (int i = 0; i < rows; i++) {
      int from = sparse.starts()[first + i * stride];
      int length = sparse.starts()[first + i * stride + 1] - from;
      System.arraycopy(sparse.indices(), from, indices, starts[i], length);
      System.arraycopy(sparse.values(), from, values, starts[i], length);
      starts[i + 1] = starts[i] + length;
    }
    return new SparseRows(
        sparse.columns(),
        starts,
        Arrays.copyOf(indices, starts[rows]),
        Arrays.copyOf(values, starts[rows]));
  }
}
