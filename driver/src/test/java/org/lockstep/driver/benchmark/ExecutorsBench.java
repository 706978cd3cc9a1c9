package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Two executors of one core, JVMs of their own on the loopback address: what a step's merge and
 * wait cost by the loop's own clock, and that the bits are those of one process. Argument: the
 * folder that {@code corpus.py} wrote.
 */
public final class ExecutorsBench {
  private static final int EPOCHS = 300;
  private static final int WORKERS = 2;

  private ExecutorsBench() {}

  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.read(Path.of(arguments[0]));
    SparkSession spark = LoopFixture.spark("local-cluster[2,1,1024]");
    try (ShardSet shards =
        new ShardBuilder(WORKERS, 1, WORKERS).build(corpus.rows(spark, WORKERS))) {
      NetworkSpec network = corpus.network();
      TrainingSpec training = Corpus.training(WORKERS, EPOCHS);
      Trial plain = Trial.of(new Plain(Plain.collect(shards), network, training, 1));
      LockstepLoop loop =
          new LockstepLoop(LoopFixture.context(spark), shards, network, training, "bench", 0);
      Trial trial = Trial.of(loop);
      trial.requireBitsOf(plain, "two executors");
      double steps = training.stepsPerEpoch(shards.rows(Split.TRAIN));
      Trial.row("executors-plain-epoch", 1e3 * plain.epochSeconds(), "ms");
      Trial.row("executors-epoch", 1e3 * trial.epochSeconds(), "ms");
      Trial.row("executors-compute", 1e3 * trial.warm(PhaseSeconds::compute) / steps, "ms");
      Trial.row("executors-merge", 1e3 * trial.warm(PhaseSeconds::merge) / steps, "ms");
      Trial.row("executors-wait", 1e3 * trial.warm(PhaseSeconds::waiting) / steps, "ms");
      Trial.row(
          "executors-merge-wait",
          1e3 * trial.warm(each -> each.merge() + each.waiting()) / steps,
          "ms");
    } finally {
      spark.stop();
    }
  }
}
