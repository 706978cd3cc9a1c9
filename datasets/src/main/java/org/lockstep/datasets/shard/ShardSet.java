package org.lockstep.datasets.shard;

import org.apache.spark.api.java.JavaRDD;
import org.lockstep.trainer.data.Split;
import scala.Tuple2;

/**
 * The shards of all V logical workers, cached across the cluster (memory, then disk). Partition p
 * holds a contiguous range of workers, in order. Features were computed once; every epoch reads the
 * cache.
 */
public final class ShardSet implements AutoCloseable {
  /** What a slot sends and gets in less time than a new executor takes to start. */
  static final long MOVED_BYTES = 256L << 20;

  private final JavaRDD<WorkerShards> shards;
  private final ShardLayout layout;
  private final WorkerRanges ranges;
  private final long[] rows;
  private final long storedBytes;
  private final long movingBytes;
  private final Runnable freeFiles;

  /**
   * @param movingBytes that dealing them anew would send around, about
   */
  ShardSet(
      JavaRDD<WorkerShards> shards,
      ShardLayout layout,
      WorkerRanges ranges,
      long[] rows,
      long storedBytes,
      long movingBytes,
      Runnable freeFiles) {
    this.shards = shards;
    this.ranges = ranges;
    this.layout = layout;
    this.rows = rows;
    this.storedBytes = storedBytes;
    this.movingBytes = movingBytes;
    this.freeFiles = freeFiles;
  }

  /** One element a worker, in the order of the workers. */
  public JavaRDD<WorkerShards> shards() {
    return shards;
  }

  /**
   * The same, dealt to other partitions by a shuffle; not cached.
   *
   * @param partitions 1 … {@link #workers()}
   */
  public JavaRDD<WorkerShards> over(int partitions) {
    return shards
        .mapToPair(worker -> new Tuple2<>(Place.of(worker.worker(), 0, 0), worker))
        .repartitionAndSortWithinPartitions(
            new WorkerRanges(workers(), partitions), new PlaceOrder())
        .values();
  }

  /** Whether {@link #over} so many partitions takes less time than a new executor's start. */
  public boolean movesQuickly(int partitions) {
    return movingBytes <= partitions * MOVED_BYTES;
  }

  /** V, the number of logical workers. */
  public int workers() {
    return layout.workers();
  }

  /** Partitions of {@link #shards()}. */
  public int partitions() {
    return ranges.numPartitions();
  }

  /** The first worker of a partition; one past the last partition, {@link #workers()}. */
  public int firstWorker(int partition) {
    return ranges.firstWorker(partition);
  }

  /** The number of features of a row. */
  public int inputs() {
    return layout.columns();
  }

  /** Columns of the targets: 1 for a class index, else one an output. */
  public int targetColumns() {
    return layout.targetColumns();
  }

  /** Whether features are kept as {@code SparseRows}. */
  public boolean sparse() {
    return layout.sparse();
  }

  /** Bytes that lie in files: of streamed rows, or of features that do not fit into memory. */
  public long storedBytes() {
    return storedBytes;
  }

  /** Bytes that the shards take, on the heap and in files. */
  public long bytes() {
    return storedBytes + shards.map(WorkerShards::estimatedSize).reduce(Long::sum);
  }

  /** Rows of a split over all workers. */
  public long rows(Split split) {
    return rows[split.ordinal()];
  }

  /** Frees the cached shards and their files; they must not be used afterwards. */
  @Override
  public void close() {
    shards.unpersist(false);
    freeFiles.run();
  }
}
