package org.lockstep.driver.trial;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;

/**
 * The rows of one feature setting and fold, sent to every executor once (sparse ones as CSR) and
 * shared by all trials there. The driver holds them, too, until they are closed.
 */
public final class SharedRows implements AutoCloseable {
  private final Broadcast<WorkerShards[]> rows;

  private SharedRows(Broadcast<WorkerShards[]> rows) {
    this.rows = rows;
  }

  /** Fetches the shards of all workers and sends them out; the set may be closed afterwards. */
  public static SharedRows of(JavaSparkContext spark, ShardSet shards) {
    return new SharedRows(spark.broadcast(shards.shards().collect().toArray(WorkerShards[]::new)));
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
