package org.lockstep.driver.loop;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.lockstep.datasets.shard.WorkerShards;

/** A partition's part of a round, which also tells how long it took. */
final class TimedTask<T> implements Function2<Integer, Iterator<WorkerShards>, Iterator<T>> {
  private static final long serialVersionUID = 1L;

  private final Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task;
  private final LongestNanos longest;

  /**
   * @param task that has done its work when it returns
   * @param longest registered
   */
  TimedTask(Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task, LongestNanos longest) {
    this.task = task;
    this.longest = longest;
  }

  @Override
  public Iterator<T> call(Integer partition, Iterator<WorkerShards> shards) throws Exception {
    long start = System.nanoTime();
    Iterator<T> result = task.call(partition, shards);
    longest.add(System.nanoTime() - start);
    return result;
  }
}
