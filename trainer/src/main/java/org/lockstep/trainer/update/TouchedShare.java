package org.lockstep.trainer.update;

import java.util.List;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.SparseRows;

/**
 * Which share of the first kernel's rows a step is expected to touch: the mean over features of 1 −
 * (1 − f)ᵇ, where a share f of the rows names the feature and a step has b rows. Nothing is known
 * of rows that are streamed.
 */
public final class TouchedShare {
  /**
   * From here on updating all rows in every step, in the order of memory, is faster than letting
   * the few others wait.
   */
  private static final double MOST = 2.0 / 3;

  /** The same where touched rows are measured, too, before they wait. */
  private static final double MANY = 1.0 / 4;

  private TouchedShare() {}

  /** Whether so few rows wait in a step that deferring them costs more than it saves. */
  public static boolean isMost(List<Shard> train, int batchSize) {
    return of(train, batchSize) >= MOST;
  }

  /** Whether letting rows wait in steps that are clipped by norm costs more than it saves. */
  public static boolean isMany(List<Shard> train, int batchSize) {
    return of(train, batchSize) >= MANY;
  }

  /**
   * @param train all workers' rows, in memory and sparse; else 0
   */
  static double of(List<Shard> train, int batchSize) {
    int columns = train.get(0).features().columns();
    int[] named = new int[columns];
    long rows = 0;
    for (Shard shard : train) {
      if (!(shard.features() instanceof SparseRows sparse)) {
        return 0;
      }
      rows += shard.rows();
      int end = sparse.starts()[shard.rows()];
      for (int k = sparse.starts()[0]; k < end; k++) {
        named[sparse.indices()[k]]++;
      }
    }
    double touched = 0;
    for (int count : named) {
      touched += 1 - Math.pow(1 - (double) count / rows, batchSize);
    }
    return touched / columns;
  }
}
