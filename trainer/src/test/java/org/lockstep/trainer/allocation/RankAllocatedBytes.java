package org.lockstep.trainer.allocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.rank.RankShards;
import org.lockstep.trainer.rank.RankWorkers;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/**
 * As {@link AllocatedBytes}, of two ranks with two workers each: rows of a first kernel with sparse
 * input, a small slice that every rank updates and a large one that is shared out. Prints what the
 * ranks' threads allocated, of each number the worse.
 *
 * <p>Arguments: the most steps to take.
 */
final class RankAllocatedBytes {
  private static final int RANKS = 2;
  private static final int WORKERS = 4;
  private static final int ROWS = 256;
  private static final int BATCH = 32;

  private RankAllocatedBytes() {}

  /** The second kernel has more than 16,384 parameters, so that each rank has a share of it. */
  private static NetworkSpec network() {
    DenseSpec first = new DenseSpec(37, new Sigmoid(), new GlorotUniform(), true, 1e-4);
    DenseSpec second = new DenseSpec(460, new Sigmoid(), new GlorotUniform(), true, 0);
    return NetworkSpec.of(SeededRows.INPUTS, List.of(first, second), 3, Task.MULTICLASS, 0);
  }

  /** {@code STEPS}. */
  public static void main(String[] arguments) throws Exception {
    int steps = Integer.parseInt(arguments[0]);
    ExecutorService threads = Executors.newFixedThreadPool(RANKS);
    List<Future<CountedSteps>> counts = new ArrayList<>();
    for (Exchange exchange : ReusedBuffers.of(RANKS)) {
      counts.add(threads.submit(() -> count(exchange, steps)));
    }
    long first = Long.MAX_VALUE;
    long most = 0;
    int quiet = Integer.MAX_VALUE;
    for (Future<CountedSteps> count : counts) {
      CountedSteps counted = count.get(2, TimeUnit.MINUTES);
      first = Math.min(first, counted.first());
      most = Math.max(most, counted.most());
      quiet = Math.min(quiet, counted.quiet());
    }
    threads.shutdown();
    System.out.print(new CountedSteps(first, most, quiet).lines());
  }

  private static CountedSteps count(Exchange exchange, int steps) {
    NetworkSpec network = network();
    TrainingSpec training =
        new TrainingSpec(
            WORKERS,
            BATCH,
            1,
            42,
            new Momentum(0.01, 0.9, true),
            new Constant(),
            EarlyStoppingSpec.none());
    int[] own = IntStream.range(0, WORKERS).filter(v -> v % RANKS == exchange.rank()).toArray();
    List<Shard> all = Dealing.deal(SeededRows.rows(ROWS, 1), WORKERS);
    List<Shard> shards = IntStream.of(own).mapToObj(all::get).toList();
    float[] parameters = Parameters.initialise(network, 42).values();
    try (Workers workers =
        RankWorkers.of(
            network,
            training,
            new RankShards(own, Map.of(Split.TRAIN, shards), Map.of(Split.TRAIN, (long) ROWS)),
            Kernels.best(),
            1,
            exchange)) {
      // As many steps on each rank: none may stop before the other.
      return CountedSteps.of(
          workers.steps(new GradientStep(network, training), parameters),
          ROWS / BATCH,
          steps,
          Integer.MAX_VALUE,
          CrewBytes.ofThread());
    }
  }
}
