package org.lockstep.driver.flow;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.barrier.Obstacle;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.JobSpec.LoopChoice;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
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
        new RetriableLoop(new RoundTraining(spark, shards, network, job.training(), title));
    if (job.loop() == LoopChoice.ROUND) {
      return new Choice(round, "round");
    }
    TrainingLoop lockstep = new LockstepLoop(spark, shards, network, job.training(), title);
    Optional<String> obstacle = obstacle(spark, shards, job.loop());
    if (obstacle.isEmpty()) {
      return new Choice(
          lockstep, job.loop() == LoopChoice.AUTO ? "lockstep: a barrier stage fits" : "lockstep");
    }
    if (job.loop() == LoopChoice.LOCKSTEP) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          "training.loop must be auto or round where no barrier stage can run: " + obstacle.get());
    }
    String exact =
        job.training().compression() == Compression.NONE
            ? ""
            : "; gradients travel exact, since only ranks in step compress (training.compression)";
    return new Choice(round, "round: " + obstacle.get() + exact);
  }

  /** A job that leaves the loop open does not wait for slots to have a better one. */
  private static Optional<String> obstacle(
      JavaSparkContext spark, ShardSet shards, LoopChoice choice) {
    try {
      int seconds = choice == LoopChoice.AUTO ? 0 : SparkStart.seconds(spark.getConf());
      return Obstacle.to(spark, shards, seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the wait for executors was interrupted", e);
    }
  }
}
