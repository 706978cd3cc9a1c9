package org.lockstep.datasets.shard;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.lockstep.trainer.data.Split;

/** A shard set whose tasks die on their first attempt, after some of their work is done. */
public final class FailingShards {
  private FailingShards() {}

  /** The same shards; the first attempt at every second task fails at its last worker. */
  public static ShardSet firstAttemptsOf(ShardSet set) {
    int[] ends = new int[set.partitions()];
    for (int partition = 0; partition < ends.length; partition++) {
      ends[partition] = set.firstWorker(partition + 1);
    }
    long[] rows = Arrays.stream(Split.values()).mapToLong(set::rows).toArray();
    return new ShardSet(
        set.shards()
            .mapPartitionsWithIndex(
                (partition, shards) -> new Failing(shards, ends[partition] - 1), true),
        new ShardLayout(set.workers(), set.inputs(), set.sparse(), set.targetColumns()),
        new WorkerRanges(set.workers(), set.partitions()),
        rows,
        set.storedBytes(),
        0,
        () -> {});
  }

  private static final class Failing implements Iterator<WorkerShards> {
    private final Iterator<WorkerShards> shards;
    private final int lastWorker;

    Failing(Iterator<WorkerShards> shards, int lastWorker) {
      this.shards = shards;
      this.lastWorker = lastWorker;
    }

    @Override
    public boolean hasNext() {
      return shards.hasNext();
    }

    @Override
    public WorkerShards next() {
      WorkerShards next = shards.next();
      TaskContext task = TaskContext.get();
      boolean unlucky = (task.stageId() + task.partitionId()) % 2 == 0;
      if (task.attemptNumber() == 0 && unlucky && next.worker() == lastWorker) {
        throw new IllegalStateException("injected: first attempt at worker " + lastWorker);
      }
      return next;
    }
  }
}
