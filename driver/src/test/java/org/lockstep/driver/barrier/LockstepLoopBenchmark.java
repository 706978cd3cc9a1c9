package org.lockstep.driver.barrier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.LocalWorkers;
import org.lockstep.trainer.training.RandomRestarts;
import org.lockstep.trainer.training.RowMode;
import org.lockstep.trainer.training.RunControl;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Milliseconds an epoch of the airline shape (5,000 → 64 → 3, about 9,000 training rows of 15
 * terms, batch 512, 4 workers): two threads without Spark, the barrier stage, a Spark job a step.
 * Argument: the master, {@code local[2]} or {@code local-cluster[2,1,1024]}.
 */
public final class LockstepLoopBenchmark {
  private static final int EPOCHS = 300;

  private LockstepLoopBenchmark() {}

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
    SparkSession spark = LoopFixture.spark(master);
    try (ShardSet shards =
        new ShardBuilder(4, LoopFixture.SEED, 2)
            .build(LoopFixture.rows(spark, 15_000, 5000, 8, 4))) {
      for (int repeat = 0; repeat < 3; repeat++) {
        double plain = plain(shards, network);
        TrainingLoop lockstep =
            new LockstepLoop(
                LoopFixture.context(spark), shards, network, training(EPOCHS), "benchmark");
        double stage = millis(lockstep, "lockstep");
        System.out.printf("%s: lockstep ×%.3f of two threads%n", master, stage / plain);
      }
      TrainingLoop round =
          new RoundTraining(LoopFixture.context(spark), shards, network, training(6), "benchmark");
      millis(round, "round");
    } finally {
      spark.stop();
    }
  }

  private static double plain(ShardSet set, NetworkSpec network) {
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    List<WorkerShards> workers = set.shards().collect();
    for (Split split : Split.values()) {
      shards.put(split, workers.stream().map(worker -> worker.shard(split)).toList());
    }
    List<Double> seconds = new ArrayList<>();
    try (LocalWorkers local =
        new LocalWorkers(network, training(EPOCHS), shards, Kernels.best(), 2, RowMode.AUTOMATIC)) {
      new RandomRestarts(
              network, training(EPOCHS), local, (record, p) -> seconds.add(record.seconds()))
          .fit();
    }
    return tell("two threads", seconds, PhaseSeconds.none());
  }

  private static double millis(TrainingLoop loop, String name) {
    List<Double> seconds = new ArrayList<>();
    PhaseSeconds[] sum = {PhaseSeconds.none()};
    Program<Boolean> fit =
        (network, training, workers, listener, control, start) -> {
          new RandomRestarts(network, training, workers, listener, control).fit();
          return true;
        };
    Heard heard =
        new Heard() {
          @Override
          public void epochFinished(EpochRecord record, String sha, PhaseSeconds phases) {
            seconds.add(record.seconds());
            sum[0] = sum[0].plus(phases);
          }
        };
    long began = System.nanoTime();
    loop.run(fit, heard, RunControl.none(), Optional.empty());
    double all = tell(name, seconds, sum[0]);
    System.out.printf("  whole run %.0f ms%n", (System.nanoTime() - began) / 1e6);
    return all;
  }

  /** The median of the second half, warm. */
  private static double tell(String name, List<Double> seconds, PhaseSeconds phases) {
    double[] warm =
        seconds.stream().skip(seconds.size() / 2).mapToDouble(each -> 1e3 * each).toArray();
    Arrays.sort(warm);
    double median = warm[warm.length / 2];
    System.out.printf("%s: %.2f ms an epoch, all in all %s%n", name, median, phases);
    return median;
  }

  private static TrainingSpec training(int epochs) {
    TrainingSpec plain = LoopFixture.training(4, 512);
    return new TrainingSpec(
        4, 512, epochs, plain.seed(), plain.optimizer(), plain.schedule(), plain.earlyStopping());
  }
}
