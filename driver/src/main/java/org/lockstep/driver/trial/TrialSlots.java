package org.lockstep.driver.trial;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;

/**
 * Trains whole trials as a Spark job of one task: no job a step, and Spark's own scheduler gives
 * each task the slot that is free next, starts it anew where an executor died, and reads the rows
 * from the executor's memory.
 */
public final class TrialSlots {
  private final JavaSparkContext spark;
  private final String group;

  /**
   * @param group of Spark's jobs, by which all are cancelled
   */
  public TrialSlots(JavaSparkContext spark, String group) {
    this.spark = spark;
    this.group = group;
  }

  /**
   * Trains the trials one after the other in one slot, and waits for their end. Several threads may
   * call at once, one a slot or a few more, so that no slot waits for the driver.
   *
   * @param work at least one
   * @param description as Spark's pages show it
   * @return one a trial, in their order
   * @throws org.apache.spark.SparkException if Spark gave the task up
   */
  public List<TrialReport> trainInTurn(List<TrialWork> work, SharedRows rows, String description) {
    return train(TrialTraining::runInTurn, work, rows, description);
  }

  /**
   * The same all at once.
   *
   * @param work of trials that {@link TrialTraining#refusal} has nothing against
   */
  public List<TrialReport> trainTogether(
      List<TrialWork> work, SharedRows rows, String description) {
    return train(TrialTraining::runTogether, work, rows, description);
  }

  @FunctionalInterface
  private interface Run extends Serializable {
    TrialReport[] of(List<TrialWork> works, List<WorkerShards> shards, String slot);
  }

  private List<TrialReport> train(
      Run run, List<TrialWork> work, SharedRows rows, String description) {
    spark.setJobGroup(group, description, false);
    Broadcast<WorkerShards[]> shared = rows.broadcast();
    TrialWork[] works = work.toArray(TrialWork[]::new);
    TrialReport[] reports =
        spark
            .parallelize(List.of(0), 1)
            .map(
                only ->
                    run.of(List.of(works), List.of(shared.value()), SparkEnv.get().executorId()))
            .first();
    return List.of(reports);
  }

  /** Ends what is under way; its threads see an exception. */
  public void cancel() {
    spark.sc().cancelJobGroup(group);
  }
}
