package org.lockstep.trainer.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.allocation.ArrayBytes;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.Workers;

/** What the ranks of a run keep for the rows of a first kernel: all, or those they own. */
class OwnersMemoryTest {
  private static final int INPUTS = 1 << 15;
  private static final int UNITS = 32;
  private static final int ROWS = 80;
  private static final int BATCH = 20;

  /** The kernel's, 4 MB. */
  private static final long BYTES = (long) Float.BYTES * INPUTS * UNITS;

  /** Current weights, two moments, and sums that wait: all that an owner keeps of a row. */
  private static final int OWNED_ARRAYS = 4;

  /** Where nobody owns rows the run's parameters are the current ones. */
  private static final int SHARED_ARRAYS = 3;

  /** What rows have to themselves beside numbers: a few bits and places each. */
  private static final double ROOM = 0.15;

  static Stream<OptimizerSpec> optimizers() {
    return Stream.of(new Adam(0.01), new Lazy(new Adam(0.01)));
  }

  private static Shard rows() {
    SplittableRandom random = new SplittableRandom(1);
    int[] starts = new int[ROWS + 1];
    Arrays.setAll(starts, row -> 2 * row);
    int[] indices = new int[2 * ROWS];
    Arrays.setAll(indices, i -> i % 2 * INPUTS / 2 + random.nextInt(INPUTS / 2));
    float[] ones = new float[2 * ROWS];
    Arrays.fill(ones, 1);
    float[] classes = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      classes[row] = row % 3;
    }
    SparseRows features = new SparseRows(INPUTS, starts, indices, ones);
    return new Shard(features, classes, 1, Arrays.copyOf(ones, ROWS));
  }

  /** Bytes that a rank's steps hold after an epoch, the run's parameters not among them. */
  private static long held(OptimizerSpec optimizer, Exchange exchange, long ownedBytes) {
    NetworkSpec network =
        NetworkSpec.of(INPUTS, List.of(new DenseSpec(UNITS, new Tanh())), 3, Task.MULTICLASS, 0);
    TrainingSpec training = ScatteredRows.training(4, BATCH, optimizer, new NoClip());
    float[] parameters = Parameters.initialise(network, 1).values();
    try (Workers workers =
        Deals.CONTIGUOUS.workers(
            network, training, Map.of(Split.TRAIN, rows()), 1, exchange, ownedBytes)) {
      Steps steps = workers.steps(new GradientStep(network, training), parameters);
      for (int step = 0; step < ROWS / BATCH; step++) {
        steps.gradient(0, step);
        steps.update(step + 1);
      }
      steps.bringUp();
      steps.optimizerState(false);
      return ArrayBytes.within(steps, parameters, exchange);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void anOwnerKeepsItsShareOfTheRows(OptimizerSpec optimizer) {
    for (int ranks : new int[] {2, 4}) {
      double share = (double) BYTES * OWNED_ARRAYS / ranks;
      for (long bytes : MemoryExchange.run(ranks, exchange -> held(optimizer, exchange, BYTES))) {
        assertThat(bytes / share).as("%d ranks", ranks).isBetween(1.0, 1 + ROOM * ranks / 2);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void withoutOwnersEveryRankKeepsAllRows(OptimizerSpec optimizer) {
    double all = (double) BYTES * SHARED_ARRAYS;
    for (long bytes :
        MemoryExchange.run(2, exchange -> held(optimizer, exchange, Long.MAX_VALUE))) {
      assertThat(bytes / all).isBetween(1.0, 1 + ROOM);
    }
  }
}
