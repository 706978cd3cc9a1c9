package org.lockstep.datasets.shard;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.util.KnownSizeEstimation;
import org.lockstep.datasets.stream.ParquetBlocks;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamedRows;
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

  /** What a streamed shard's description is taken to weigh. */
  private static final long STREAMED_BYTES = 1_024;

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

  /** Bytes in files. */
  long storedBytes() {
    return List.of(train, validation, test).stream()
        .mapToLong(shard -> storedBytes(shard.features()))
        .sum();
  }

  private static long storedBytes(FeatureRows features) {
    if (features instanceof StreamedRows streamed) {
      return ((ParquetBlocks) streamed.source()).bytes();
    }
    return features instanceof StoredRows stored ? stored.storedBytes() : 0;
  }

  /** Bytes on the heap: for Spark, which would follow references into the maps of files. */
  @Override
  public long estimatedSize() {
    long size = 0;
    for (Shard shard : List.of(train, validation, test)) {
      if (shard.isStreamed()) {
        size += STREAMED_BYTES;
        continue;
      }
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
