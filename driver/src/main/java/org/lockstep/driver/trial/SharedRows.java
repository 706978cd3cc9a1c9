package org.lockstep.driver.trial;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fused.FusedWidth;

/**
 * The rows of one feature setting and fold, sent to every executor once (sparse ones as CSR) and
 * shared by all trials there. The driver holds them, too, until they are closed.
 */
public final class SharedRows implements AutoCloseable {
  private final Broadcast<WorkerShards[]> rows;
  private final long bytes;
  private final Map<Integer, Boolean> touchingMost = new ConcurrentHashMap<>();

  private SharedRows(Broadcast<WorkerShards[]> rows, long bytes) {
    this.rows = rows;
    this.bytes = bytes;
  }

  /** Fetches the shards of all workers and sends them out; the set may be closed afterwards. */
  public static SharedRows of(JavaSparkContext spark, ShardSet shards) {
    WorkerShards[] rows = shards.shards().collect().toArray(WorkerShards[]::new);
    long bytes = Arrays.stream(rows).mapToLong(WorkerShards::estimatedSize).sum();
    return new SharedRows(spark.broadcast(rows), bytes);
  }

  /** What they take in each executor, about. */
  public long bytes() {
    return bytes;
  }

  /** Whether a step of so many sparse rows names most of their features. */
  public boolean touchesMost(int batchSize) {
    return touchingMost.computeIfAbsent(
        batchSize,
        size ->
            FusedWidth.mostRows(
                Arrays.stream(rows.value()).map(worker -> worker.shard(Split.TRAIN)).toList(),
                size));
  }

  /** One element a worker, in their order. */
  public Broadcast<WorkerShards[]> broadcast() {
    return rows;
  }

  /** Removes them everywhere; no trial may read them afterwards. */
  @Override
  public void close() {
    rows.destroy();
  }
}
