package org.lockstep.driver.loop;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.TrainingSpec;

/** Runs the program on the driver, which asks the cluster's workers by a Spark job a step. */
public final class RoundTraining implements TrainingLoop {
  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final String title;
  private final BeforeStep before;

  /**
   * @param shards stay the caller's to close
   * @param title as {@link RoundLoop}'s
   */
  public RoundTraining(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title) {
    this(spark, shards, network, training, title, BeforeStep.NOTHING);
  }

  /**
   * @param before each task of a step
   */
  public RoundTraining(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      BeforeStep before) {
    this.spark = spark;
    this.shards = shards;
    this.network = network;
    this.training = training;
    this.title = title;
    this.before = before;
  }

  @Override
  public String name() {
    return "round";
  }

  @Override
  public <R> R run(
      Program<R> program, RunListener listener, RunControl control, Optional<TrainingState> start) {
    PhaseClock clock = new PhaseClock();
    try (RoundLoop workers =
        new RoundLoop(spark, shards, network, training, title, clock, before)) {
      return program.run(
          network,
          training,
          workers,
          new HashingListener(listener, clock),
          new TimedControl(control, clock),
          start);
    }
  }
}
