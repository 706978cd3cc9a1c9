package org.lockstep.driver.flow;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.barrier.Obstacle;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobSpec.LoopChoice;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.network.NetworkSpec;

/** Chooses the loop of a job: its own choice, or the best that the cluster allows. */
final class Loops {
  private Loops() {}

  /**
   * The loop that will run.
   *
   * @param words its name, and why it was chosen where the job leaves it open
   */
  record Choice(TrainingLoop loop, String words) {}

  /**
   * @throws RunException (78) if the job wants a loop that the cluster cannot run
   */
  static Choice choose(
      SparkSession session, ShardSet shards, NetworkSpec network, JobSpec job, String title) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    TrainingLoop round =
        new RetriableLoop(
            new RoundTraining(
                spark,
                shards,
                network,
                job.training(),
                title,
                FaultPlan.of(spark.getConf()).beforeSteps()));
    if (job.loop() == LoopChoice.ROUND) {
      return new Choice(round, "round");
    }
    TrainingLoop lockstep =
        new RetriableLoop(new LockstepLoop(spark, shards, network, job.training(), title));
    Optional<Obstacle> obstacle = obstacle(spark, shards);
    boolean insists = job.loop() == LoopChoice.LOCKSTEP;
    if (obstacle.isEmpty() || insists && obstacle.get().passes()) {
      return new Choice(lockstep, insists ? "lockstep" : "lockstep: a barrier stage fits");
    }
    if (insists) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "training.loop must be auto or round where no barrier stage can run: "
              + obstacle.get().words());
    }
    String exact =
        job.training().compression() == Compression.NONE
            ? ""
            : "; gradients travel exact, since only ranks in step compress (training.compression)";
    return new Choice(round, "round: " + obstacle.get().words() + exact);
  }

  /** Nobody waits here: a loop that was asked for by name waits for its executors itself. */
  private static Optional<Obstacle> obstacle(JavaSparkContext spark, ShardSet shards) {
    try {
      return Obstacle.to(spark, shards, 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the wait for executors was interrupted", e);
    }
  }
}
