package org.lockstep.driver.loop;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/**
 * Milliseconds a step of the airline shape (5,000 → 64 → 3, about 9,000 training rows of 15 terms,
 * batch 512, 4 workers) beside the same step in one thread. Argument: the master, {@code local[2]}
 * or {@code local-cluster[2,1,1024]} (which needs SPARK_HOME and SPARK_SCALA_VERSION).
 */
public final class RoundLoopBenchmark {
  private static final int WARM_UP = 60;
  private static final int STEPS = 200;

  private RoundLoopBenchmark() {}

  public static void main(String[] arguments) {
    String master = arguments.length > 0 ? arguments[0] : "local[2]";
    NetworkSpec network =
        NetworkSpec.of(
            5000,
            List.of(
                new DenseSpec(
                    64, Activation.named("sigmoid"), Initializer.named("glorot_uniform"), true, 0)),
            3,
            Task.MULTICLASS,
            0);
    TrainingSpec training = LoopFixture.training(4, 512);
    float[] parameters = Parameters.initialise(network, LoopFixture.SEED).values();
    SparkSession spark = LoopFixture.spark(master);
    try (ShardSet shards =
            new ShardBuilder(4, LoopFixture.SEED, 2)
                .build(LoopFixture.rows(spark, 15_000, 5000, 8, 4));
        LocalWorkers local = LoopFixture.local(shards, network, training);
        RoundLoop whole =
            new RoundLoop(LoopFixture.context(spark), shards, network, training, "benchmark");
        RoundLoop slices =
            new RoundLoop(LoopFixture.context(spark), shards, network, training, "benchmark", 0)) {
      float[] expected = local.gradient(parameters, 0, 0).sums();
      for (RoundLoop loop : List.of(whole, slices)) {
        if (!Arrays.equals(loop.gradient(parameters, 0, 0).sums(), expected)) {
          throw new IllegalStateException("the loop must have the bits of one thread");
        }
      }
      double one = millis(local, parameters);
      System.out.printf("%s: one thread %.2f ms a step%n", master, one);
      double empty = emptyJobMillis(shards);
      System.out.printf("%s: empty job  %.2f ms%n", master, empty);
      double round = millis(whole, parameters);
      System.out.printf("%s: round loop %.2f ms a step, ×%.1f%n", master, round, round / one);
      double sliced = millis(slices, parameters);
      System.out.printf("%s: in slices  %.2f ms a step, ×%.1f%n", master, sliced, sliced / one);
    } finally {
      spark.stop();
    }
  }

  /** The floor of a job a step: the same tasks without work, broadcast and results. */
  private static double emptyJobMillis(ShardSet shards) {
    return median(step -> shards.shards().mapPartitions(part -> List.of(1).iterator()).collect());
  }

  private static double millis(Workers workers, float[] parameters) {
    return median(
        step ->
            workers.gradient(parameters, Math.floorMod(step, 40) / 17, Math.floorMod(step, 17)));
  }

  /** The median over {@value #STEPS} steps. */
  private static double median(IntConsumer work) {
    long[] nanos = new long[STEPS];
    for (int i = -WARM_UP; i < STEPS; i++) {
      long start = System.nanoTime();
      work.accept(i);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos[STEPS / 2] / 1e6;
  }
}
