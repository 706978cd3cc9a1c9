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
    return failing(set, 1);
  }

  /** The same shards; every attempt at every second task fails at its last worker. */
  public static ShardSet allAttemptsOf(ShardSet set) {
    return failing(set, Integer.MAX_VALUE);
  }

  private static ShardSet failing(ShardSet set, int attempts) {
    int[] ends = new int[set.partitions()];
    for (int partition = 0; partition < ends.length; partition++) {
      ends[partition] = set.firstWorker(partition + 1);
    }
    long[] rows = Arrays.stream(Split.values()).mapToLong(set::rows).toArray();
    return new ShardSet(
        set.shards()
            .mapPartitionsWithIndex(
                (partition, shards) -> new Failing(shards, ends[partition] - 1, attempts), true),
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
    private final int attempts;

    Failing(Iterator<WorkerShards> shards, int lastWorker, int attempts) {
      this.shards = shards;
      this.lastWorker = lastWorker;
      this.attempts = attempts;
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
      if (task.attemptNumber() < attempts && unlucky && next.worker() == lastWorker) {
        throw new IllegalStateException(
            "injected: attempt %d at worker %d".formatted(task.attemptNumber(), lastWorker));
      }
      return next;
    }
  }
}
