package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.barrier.LockstepLoop;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Epochs in {@code local[2]} of the lockstep loop, the round loop and the plain trainer with two
 * threads, on the same shards in the same JVM: same bits, turn by turn. Arguments: the folder that
 * {@code corpus.py} wrote, and the epochs after which peers state their loss.
 */
public final class EpochBench {
  private static final int EPOCHS = 400;
  private static final int WHOLE_RUN = 100;
  private static final int TURNS = 15;
  private static final int COLD_TURNS = 10;

  /** After a few of them the compiler is still at work on what Spark does at a launch. */
  private static final int LAUNCHES = 150;

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
    Map<Split, List<Shard>> rows = Plain.collect(shards);
    TrainingSpec training = Corpus.training(WORKERS, EPOCHS);
    TrainingLoop plain = new Plain(rows, network, training, WORKERS);
    TrainingLoop lockstep = new LockstepLoop(context, shards, network, training, "bench", 0);
    TrainingSpec whole = Corpus.training(WORKERS, WHOLE_RUN);
    Trial cold = Trial.of(new LockstepLoop(context, shards, network, whole, "bench", 0));
    Trial.row("cold-outside-epochs", 100 * cold.outsideEpochs(), "%");
    Trial.of(plain); // compiles the rest
    Trial oracle = Trial.of(plain);
    Trial first = Trial.of(lockstep);
    Trial again = Trial.of(plain);
    Trial second = Trial.of(lockstep);
    first.requireBitsOf(oracle, "the lockstep loop");
    second.requireBitsOf(oracle, "the lockstep loop");
    Trial.row("plain-epoch", 1e3 * mean(oracle, again), "ms");
    Trial.row("lockstep-epoch", 1e3 * mean(first, second), "ms");
    Trial.row("loss", first.epochs().get(lossEpoch - 1).train().loss(), "nats");

    wholeRuns(network, shards, rows, context, whole);

    TrainingSpec few = Corpus.training(WORKERS, ROUND_EPOCHS);
    Trial round = Trial.of(new RoundTraining(context, shards, network, few, "bench"));
    round.requireBitsOf(Trial.of(new Plain(rows, network, few, WORKERS)), "the round loop");
    Trial.row("round-epoch", 1e3 * round.epochSeconds(), "ms");
  }

  /**
   * Spark's share of a whole run is what it takes longer than the same program on two threads of
   * this process: hashes of the weights and all preparations are in both. Both are warm, launches
   * too: else the compiler takes a processor from the epochs of the one, not of the other.
   */
  private static void wholeRuns(
      NetworkSpec network,
      ShardSet shards,
      Map<Split, List<Shard>> rows,
      JavaSparkContext context,
      TrainingSpec whole) {
    TrainingSpec one = Corpus.training(WORKERS, 1);
    for (int launch = 0; launch < LAUNCHES; launch++) {
      Trial.of(new LockstepLoop(context, shards, network, one, "bench", 0));
    }
    List<Trial> plain = new ArrayList<>();
    List<Trial> lockstep = new ArrayList<>();
    for (int turn = -COLD_TURNS; turn < TURNS; turn++) {
      Trial without = Trial.of(new Plain(rows, network, whole, WORKERS));
      Trial with = Trial.of(new LockstepLoop(context, shards, network, whole, "bench", 0));
      with.requireBitsOf(without, "the lockstep loop");
      if (turn >= 0) {
        plain.add(without);
        lockstep.add(with);
      }
    }
    double ours = median(lockstep, Trial::wallSeconds);
    Trial.row("whole-run", 1e3 * ours, "ms");
    Trial.row("whole-run-plain", 1e3 * median(plain, Trial::wallSeconds), "ms");
    Trial.row("launch", 1e3 * median(lockstep, Trial::launchSeconds), "ms");
    Trial.row("outside-epochs", 100 * median(lockstep, Trial::outsideEpochs), "%");
    Trial.row("spark-share", 100 * (1 - median(plain, Trial::wallSeconds) / ours), "%");
  }

  private static double median(List<Trial> trials, ToDoubleFunction<Trial> quantity) {
    return trials.stream().mapToDouble(quantity).sorted().toArray()[trials.size() / 2];
  }

  private static double mean(Trial one, Trial other) {
    return (one.epochSeconds() + other.epochSeconds()) / 2;
  }
}
