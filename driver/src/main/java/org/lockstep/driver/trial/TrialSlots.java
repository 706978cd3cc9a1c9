package org.lockstep.driver.trial;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;

/**
 * Trains a whole trial as a Spark job of one task: no job a step, and Spark's own scheduler gives
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
   * Waits for the trial's end. Several threads may call at once, one a slot or a few more, so that
   * no slot waits for the driver.
   *
   * @param description as Spark's pages show it
   * @throws org.apache.spark.SparkException if Spark gave the task up
   */
  public TrialReport train(TrialWork work, SharedRows rows, String description) {
    spark.setJobGroup(group, description, false);
    Broadcast<WorkerShards[]> shared = rows.broadcast();
    return spark
        .parallelize(List.of(0), 1)
        .map(only -> TrialTraining.run(work, List.of(shared.value()), SparkEnv.get().executorId()))
        .first();
  }

  /**
   * The same for several trials that one slot trains together.
   *
   * @param work of trials that {@link TrialTraining#refusal} has nothing against
   * @return one a trial, in their order
   */
  public List<TrialReport> train(List<TrialWork> work, SharedRows rows, String description) {
    spark.setJobGroup(group, description, false);
    Broadcast<WorkerShards[]> shared = rows.broadcast();
    TrialWork[] works = work.toArray(TrialWork[]::new);
    TrialReport[] reports =
        spark
            .parallelize(List.of(0), 1)
            .map(
                only ->
                    TrialTraining.runTogether(
                        List.of(works), List.of(shared.value()), SparkEnv.get().executorId()))
            .first();
    return List.of(reports);
  }

  /** Ends what is under way; its threads see an exception. */
  public void cancel() {
    spark.sc().cancelJobGroup(group);
  }
}
