package org.lockstep.driver.flow;

import org.apache.spark.api.java.function.Function;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.plan.Sample;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

/** The first training rows of a worker. */
final class HeadTask implements Function<WorkerShards, Shard> {
  private static final long serialVersionUID = 1L;

  private final int rows;

  HeadTask(int rows) {
    this.rows = rows;
  }

  @Override
  public Shard call(WorkerShards worker) {
    return Sample.head(worker.shard(Split.TRAIN), rows);
  }
}
