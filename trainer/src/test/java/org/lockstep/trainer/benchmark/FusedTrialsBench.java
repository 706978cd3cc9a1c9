package org.lockstep.trainer.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.fused.FusedTraining;
import org.lockstep.trainer.fused.FusedTrial;
import org.lockstep.trainer.fused.FusedWidth;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Eight trials of different rates, 10 epochs each, one thread: trained one after the other and
 * fused, in turn; each the median of its rounds. Checks that both have the same bits.
 *
 * <p>Prints a line {@code row {…}} of JSON for every width and number of logical workers.
 */
public final class FusedTrialsBench {
  private static final int TRIALS = 8;
  private static final int EPOCHS = 10;
  private static final int BATCH = 512;
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 7;

  private FusedTrialsBench() {}

  /**
   * Arguments: a folder as of {@link SparseEpochBench}, the units of the first layer (4,8,16), the
   * numbers of logical workers (1), how many of the eight are fused at a time (as many as a search
   * would fuse).
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String[] shape = Files.readString(folder.resolve("shape.txt")).strip().split("\\s+");
    int columns = Integer.parseInt(shape[1]);
    Shard rows = SparseEpochBench.read(folder, columns);
    for (String units : argument(arguments, 1, "4,8,16")) {
      NetworkSpec network =
          NetworkSpec.of(
              columns,
              List.of(new DenseSpec(Integer.parseInt(units), new Sigmoid())),
              Integer.parseInt(shape[2]),
              Task.MULTICLASS,
              0);
      for (String workers : argument(arguments, 2, "1")) {
        String most = Integer.toString(mostTogether(network, rows));
        for (String together : argument(arguments, 3, most)) {
          measure(
              network,
              Integer.parseInt(units),
              rows,
              Integer.parseInt(workers),
              Integer.parseInt(together));
        }
      }
    }
  }

  private static String[] argument(String[] arguments, int at, String standard) {
    return (arguments.length > at ? arguments[at] : standard).split(",", -1);
  }

  private static int mostTogether(NetworkSpec network, Shard rows) {
    boolean most = FusedWidth.mostRows(List.of(rows), BATCH);
    int together = TRIALS;
    while (together > 1
        && FusedWidth.refusal(Collections.nCopies(together, network), most).isPresent()) {
      together /= 2;
    }
    return together;
  }

  private static void measure(
      NetworkSpec network, int units, Shard rows, int workers, int together) {
    Map<Split, List<Shard>> shards = Map.of(Split.TRAIN, Dealing.deal(rows, workers));
    List<FusedTrial> trials = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      TrainingSpec training =
          new TrainingSpec(
              workers,
              BATCH,
              EPOCHS,
              1,
              new Adam(0.0005 * (i + 1)),
              new Constant(),
              EarlyStoppingSpec.none());
      trials.add(new FusedTrial(network, training, (record, parameters) -> {}));
    }
    double[] separate = new double[ROUNDS];
    double[] fused = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<float[]> expected = new ArrayList<>();
      for (FusedTrial trial : trials) {
        expected.add(alone(trial, shards));
      }
      long middle = System.nanoTime();
      List<float[]> actual = new ArrayList<>();
      for (int from = 0; from < TRIALS; from += together) {
        new FusedTraining(trials.subList(from, from + together), shards, Kernels.best())
            .fit().stream()
                .map(outcome -> outcome.result().orElseThrow().parameters())
                .forEach(actual::add);
      }
      long end = System.nanoTime();
      for (int i = 0; i < TRIALS; i++) {
        if (!Arrays.equals(expected.get(i), actual.get(i))) {
          throw new IllegalStateException("a fused trial must have the bits of one alone");
        }
      }
      if (round >= 0) {
        separate[round] = (middle - start) / 1e6 / TRIALS;
        fused[round] = (end - middle) / 1e6 / TRIALS;
      }
    }
    row(units, workers, together, median(fused), median(separate));
  }

  private static float[] alone(FusedTrial trial, Map<Split, List<Shard>> shards) {
    try (LocalWorkers workers =
        new LocalWorkers(trial.network(), trial.training(), shards, Kernels.best())) {
      return new TrainingRun(trial.network(), trial.training(), workers, trial.listener())
          .fit()
          .parameters();
    }
  }

  private static double median(double[] times) {
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static void row(int units, int workers, int together, double ours, double peer) {
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"fused-%d-trials-%d-units-%d-workers\", \"ours\": %.2f, \"peer\": %.2f, "
            + "\"peer_name\": \"one after the other\", \"unit\": \"ms\", \"ratio\": %.2f, "
            + "\"floor\": 1.3, \"aim\": 2}%n",
        together,
        units,
        workers,
        ours,
        peer,
        peer / ours);
  }
}
