package org.lockstep.trainer.rank;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/**
 * Times steps of two ranks of one thread in this process against one thread alone, 512 examples a
 * step of 15 features each among the given number, 64 units, and checks that the bits agree. The
 * exchange copies messages in memory: what is left of a cluster is all but the network.
 *
 * <p>Arguments: features (a power of two or not), {@code adam} or {@code lazy}, steps.
 */
final class RankStepsBench {
  private static final int ROWS = 10_240;
  private static final int TERMS = 15;

  private RankStepsBench() {}

  public static void main(String[] arguments) {
    int features = Integer.parseInt(arguments[0]);
    boolean lazy = arguments[1].equals("lazy");
    int steps = Integer.parseInt(arguments[2]);
    OptimizerSpec optimizer = lazy ? new Lazy(new Adam(0.001)) : new Adam(0.001);
    NetworkSpec network =
        NetworkSpec.of(features, List.of(new DenseSpec(64, new Sigmoid())), 3, Task.MULTICLASS, 0);
    TrainingSpec training =
        new TrainingSpec(2, 512, 1, 1, optimizer, new Constant(), EarlyStoppingSpec.none());
    Map<Split, Shard> rows = Map.of(Split.TRAIN, rows(features));
    String alone;
    try (Workers workers = LocalWorkers.dealing(network, training, rows, Kernels.best())) {
      alone = time("one thread alone", network, training, workers, steps, true);
    }
    for (long ownedBytes : new long[] {Long.MAX_VALUE, 0}) {
      String what = ownedBytes == 0 ? "two ranks, rows owned" : "two ranks, rows everywhere";
      List<String> ranks =
          MemoryExchange.run(
              2,
              exchange -> {
                try (Workers workers =
                    Deals.CONTIGUOUS.workers(network, training, rows, 1, exchange, ownedBytes)) {
                  String sha = time(what, network, training, workers, steps, exchange.rank() == 0);
                  if (exchange.rank() == 0) {
                    System.out.printf(
                        Locale.ROOT,
                        "  %,d bytes sent and %.1f exchanges a step%n",
                        exchange.bytesSent() / (2L * steps),
                        exchange.exchanges() / (2.0 * steps));
                  }
                  return sha;
                }
              });
      if (!ranks.stream().allMatch(alone::equals)) {
        throw new IllegalStateException(what + ": other bits than one thread alone");
      }
    }
  }

  /** Times the second of two runs of so many steps; returns the parameters' hash. */
  private static String time(
      String what,
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      int steps,
      boolean tell) {
    float[] parameters = Parameters.initialise(network, 1).values();
    Steps run = workers.steps(new GradientStep(network, training), parameters);
    int perEpoch = training.stepsPerEpoch(ROWS);
    double[] micros = new double[steps];
    for (int step = 0; step < 2 * steps; step++) {
      long start = System.nanoTime();
      run.gradient(step / perEpoch, step % perEpoch);
      run.update(step + 1);
      micros[step % steps] = (System.nanoTime() - start) / 1e3;
    }
    run.bringUp();
    Arrays.sort(micros);
    if (tell) {
      Runtime runtime = Runtime.getRuntime();
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "%-28s median %,8.0f µs a step, 90%% %,8.0f µs, heap %,d MB%n",
          what,
          micros[steps / 2],
          micros[steps * 9 / 10],
          runtime.totalMemory() - runtime.freeMemory() >> 20);
    }
    return Parameters.sha256(parameters);
  }

  /** Features are drawn as words are: the k-th about as often as 1/k. */
  private static Shard rows(int features) {
    SplittableRandom random = new SplittableRandom(1);
    int[] starts = new int[ROWS + 1];
    int[] indices = new int[ROWS * TERMS];
    float[] values = new float[ROWS * TERMS];
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      int[] chosen = new int[TERMS];
      for (int i = 0; i < TERMS; i++) {
        int word = (int) (Math.pow(features, random.nextDouble()) - 1);
        chosen[i] = (int) ((word * 0x9E3779B1L & 0xFFFFFFFFL) % features);
      }
      int[] distinct = Arrays.stream(chosen).sorted().distinct().toArray();
      System.arraycopy(distinct, 0, indices, starts[row], distinct.length);
      Arrays.fill(values, starts[row], starts[row] + distinct.length, 0.25f);
      starts[row + 1] = starts[row] + distinct.length;
      targets[row] = random.nextInt(3);
      weights[row] = 1;
    }
    int all = starts[ROWS];
    SparseRows sparse =
        new SparseRows(features, starts, Arrays.copyOf(indices, all), Arrays.copyOf(values, all));
    return new Shard(sparse, targets, 1, weights);
  }
}
