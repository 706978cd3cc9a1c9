package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.KnownSizeEstimation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;

/**
 * What one logical worker holds of each split.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class WorkerShards implements Serializable, KnownSizeEstimation {
  private static final long serialVersionUID = 1L;

  private final int worker;
  private final Shard train;
  private final Shard validation;
  private final Shard test;

  public WorkerShards(int worker, Shard train, Shard validation, Shard test) {
    this.worker = worker;
    this.train = train;
    this.validation = validation;
    this.test = test;
  }

  /** Bytes of features in files of this machine. */
  long storedBytes() {
    return List.of(train, validation, test).stream()
        .mapToLong(
            shard -> shard.features() instanceof StoredRows stored ? stored.storedBytes() : 0)
        .sum();
  }

  /** Bytes on the heap: for Spark, which would follow references into the maps of files. */
  @Override
  public long estimatedSize() {
    long size = 0;
    for (Shard shard : List.of(train, validation, test)) {
      size += 4L * (shard.targets().length + shard.weights().length) + heapBytes(shard.features());
    }
    return size;
  }

  private static long heapBytes(FeatureRows features) {
    if (features instanceof SparseRows sparse) {
      return 4L * (sparse.starts().length + 2L * sparse.nonZeros());
    }
    return features instanceof Matrix dense ? 4L * dense.data().length : 8L * features.rows();
  }

  /** 0 … workers − 1. */
  public int worker() {
    return worker;
  }

  public Shard shard(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
