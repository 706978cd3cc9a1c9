package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.LocalWorkers;
import org.lockstep.trainer.training.RowMode;
import org.lockstep.trainer.training.RunControl;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.training.TrainingState;

/**
 * Epochs in {@code local[2]} of the lockstep loop, the round loop and the plain trainer with two
 * threads, on the same shards in the same JVM: same bits, turn by turn. Arguments: the folder that
 * {@code corpus.py} wrote, and the epochs after which peers state their loss.
 */
public final class EpochBench {
  private static final int EPOCHS = 400;
  private static final int WHOLE_RUN = 100;
  private static final int ROUND_EPOCHS = 8;
  private static final int WORKERS = 2;

  private EpochBench() {}

  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.read(Path.of(arguments[0]));
    int lossEpoch = Integer.parseInt(arguments[1]);
    long start = System.nanoTime();
    SparkSession spark = LoopFixture.spark("local[2]");
    try (ShardSet shards =
        new ShardBuilder(WORKERS, 1, WORKERS).build(corpus.rows(spark, WORKERS))) {
      Trial.row("start-up", (System.nanoTime() - start) / 1e9, "s");
      measure(corpus.network(), shards, LoopFixture.context(spark), lossEpoch);
    } finally {
      spark.stop();
    }
  }

  private static void measure(
      NetworkSpec network, ShardSet shards, JavaSparkContext context, int lossEpoch) {
    Map<Split, List<Shard>> rows = collect(shards);
    TrainingSpec training = Corpus.training(WORKERS, EPOCHS);
    TrainingLoop plain = new Plain(rows, network, training);
    TrainingLoop lockstep = new LockstepLoop(context, shards, network, training, "bench", 0);
    Trial.of(plain); // compiles
    Trial oracle = Trial.of(plain);
    Trial first = Trial.of(lockstep);
    Trial again = Trial.of(plain);
    Trial second = Trial.of(lockstep);
    first.requireBitsOf(oracle, "the lockstep loop");
    second.requireBitsOf(oracle, "the lockstep loop");
    Trial.row("plain-epoch", 1e3 * mean(oracle, again), "ms");
    Trial.row("lockstep-epoch", 1e3 * mean(first, second), "ms");
    Trial.row("loss", first.epochs().get(lossEpoch - 1).train().loss(), "nats");

    TrainingSpec whole = Corpus.training(WORKERS, WHOLE_RUN);
    double[] shares =
        Stream.generate(
                () -> Trial.of(new LockstepLoop(context, shards, network, whole, "bench", 0)))
            .limit(5)
            .mapToDouble(Trial::sparkShare)
            .sorted()
            .toArray();
    Trial.row("spark-share", 100 * shares[2], "%");

    TrainingSpec few = Corpus.training(WORKERS, ROUND_EPOCHS);
    Trial round = Trial.of(new RoundTraining(context, shards, network, few, "bench"));
    round.requireBitsOf(Trial.of(new Plain(rows, network, few)), "the round loop");
    Trial.row("round-epoch", 1e3 * round.epochSeconds(), "ms");
  }

  private static double mean(Trial one, Trial other) {
    return (one.epochSeconds() + other.epochSeconds()) / 2;
  }

  private static Map<Split, List<Shard>> collect(ShardSet shards) {
    Map<Split, List<Shard>> rows = new EnumMap<>(Split.class);
    List<WorkerShards> workers = shards.shards().collect();
    for (Split split : Split.values()) {
      rows.put(split, workers.stream().map(worker -> worker.shard(split)).toList());
    }
    return rows;
  }

  /** The oracle: two threads of this process, and no Spark. */
  private record Plain(Map<Split, List<Shard>> rows, NetworkSpec network, TrainingSpec training)
      implements TrainingLoop {
    @Override
    public <R> R run(
        Program<R> program,
        RunListener listener,
        RunControl control,
        Optional<TrainingState> start) {
      try (LocalWorkers workers =
          new LocalWorkers(network, training, rows, Kernels.best(), WORKERS, RowMode.AUTOMATIC)) {
        return program.run(
            network,
            training,
            workers,
            (EpochRecord record, float[] parameters) ->
                listener.epochFinished(record, "", PhaseSeconds.none()),
            control,
            start);
      }
    }

    @Override
    public String name() {
      return "plain";
    }
  }
}
