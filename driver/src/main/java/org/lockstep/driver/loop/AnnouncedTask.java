package org.lockstep.driver.loop;

import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.lockstep.datasets.shard.WorkerShards;

/** A partition's part of a step, before which somebody is called. */
final class AnnouncedTask<T> implements Function2<Integer, Iterator<WorkerShards>, Iterator<T>> {
  private static final long serialVersionUID = 1L;

  private final Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task;
  private final BeforeStep before;
  private final int partitions;
  private final int step;

  private AnnouncedTask(
      Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task,
      BeforeStep before,
      int partitions,
      int step) {
    this.task = task;
    this.before = before;
    this.partitions = partitions;
    this.step = step;
  }

  /** The task itself where nobody is to be called. */
  static <T> Function2<Integer, Iterator<WorkerShards>, Iterator<T>> of(
      Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task,
      BeforeStep before,
      int partitions,
      int step) {
    return before == BeforeStep.NOTHING
        ? task
        : new AnnouncedTask<>(task, before, partitions, step);
  }

  @Override
  public Iterator<T> call(Integer partition, Iterator<WorkerShards> shards) throws Exception {
    TaskContext context = TaskContext.get();
    int attempt = 1 + context.stageAttemptNumber() + context.attemptNumber();
    before.pass(partition, partitions, attempt, step);
    return task.call(partition, shards);
  }
}
