package org.lockstep.datasets.shard;

import org.apache.spark.Partitioner;

/**
 * Partition p of P holds the contiguous workers with ⌊v·P/V⌋ = p, so that a task can merge whole
 * subtrees of the workers' merge tree. The keys are {@link Place}s.
 */
final class WorkerRanges extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int workers;
  private final int partitions;

  /**
   * @param partitions 1 … workers
   */
  WorkerRanges(int workers, int partitions) {
    this.workers = workers;
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return partitionOf(Place.worker((Long) key));
  }

  int partitionOf(int worker) {
    return (int) ((long) worker * partitions / workers);
  }

  /** The first worker of partition p, ⌈p·V/P⌉; for p = P the number of workers, V. */
  int firstWorker(int partition) {
    return (int) (((long) partition * workers + partitions - 1) / partitions);
  }
}
