package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.StoredShards;
import org.lockstep.trainer.step.LocalSteps;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** Row-wise steps on shards on disk against the dense step in memory, to the bit, with state. */
class StoredStepsTest {
  private static final int ROWS = 77;
  private static final int EPOCHS = 3;

  @TempDir private Path folder;
  private final AtomicInteger files = new AtomicInteger();

  static List<OptimizerSpec> optimizers() {
    return List.of(
        new Adam(0.01),
        new AdamW(0.01, 0.9, 0.999, 1e-7, 0.1),
        new Momentum(0.1, 0.9, true),
        new Lazy(new Adam(0.01)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void rowsOnDiskAreUpdatedAsInTheDenseStep(OptimizerSpec optimizer) {
    RowMode mode = optimizer.lazy() ? RowMode.AUTOMATIC : RowMode.DEFERRED;
    for (int workers : new int[] {1, 5}) {
      NetworkSpec network = ScatteredRows.network(16 + workers, RegularizerSpec.l2(1e-2));
      // Batches of 3: workers without rows; of 29: as many as a worker's longest rows can be.
      for (int batch : new int[] {3, 29}) {
        TrainingSpec training = ScatteredRows.training(workers, batch, optimizer, new NoClip());
        Shard rows = ScatteredRows.shard(ROWS, workers);
        List<Shard> inMemory = Dealing.deal(rows, workers);
        float[][] expected;
        try (LocalWorkers all = workers(network, training, inMemory, 1, RowMode.DENSE)) {
          float[] parameters = Parameters.initialise(network, 3).values();
          GradientStep step = new GradientStep(network, training);
          expected = run(ScatteredRows.dense(all, step, parameters), training, step, parameters);
        }
        for (int threads : new int[] {1, 2}) {
          for (List<Shard> shards : List.of(stored(inMemory, 1), stored(inMemory, 2))) {
            try (LocalWorkers all = workers(network, training, shards, threads, mode)) {
              float[] parameters = Parameters.initialise(network, 3).values();
              GradientStep step = new GradientStep(network, training);
              Steps steps = all.steps(step, parameters);
              assertThat(steps).isInstanceOf(LocalSteps.class);
              assertThat(run(steps, training, step, parameters))
                  .as("V=%d, batches of %d, %d threads", workers, batch, threads)
                  .isDeepEqualTo(expected);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void roundsOfRowsOnDiskAreThoseInMemory(OptimizerSpec optimizer) {
    NetworkSpec network = ScatteredRows.network(9, RegularizerSpec.l2(1e-2));
    TrainingSpec training =
        ScatteredRows.training(3, 6, optimizer, new NoClip()).with(AveragingSpec.every(4));
    List<Shard> inMemory = Dealing.deal(ScatteredRows.shard(ROWS, 1), 3);
    float[][] expected = rounds(network, training, inMemory, 1, RowMode.DENSE);
    assertThat(rounds(network, training, stored(inMemory, 1), 2, RowMode.AUTOMATIC))
        .isDeepEqualTo(expected);
  }

  private static float[][] rounds(
      NetworkSpec network, TrainingSpec training, List<Shard> shards, int threads, RowMode mode) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep step = new GradientStep(network, training);
    try (LocalWorkers all = workers(network, training, shards, threads, mode)) {
      Steps steps = AveragedSteps.of(network, training, all, step, parameters);
      return run(steps, training, step, parameters);
    }
  }

  /** Every {@code nth} shard on disk, the others as they are. */
  private List<Shard> stored(List<Shard> shards, int nth) {
    List<Shard> all = new ArrayList<>(shards);
    for (int i = 0; i < all.size(); i += nth) {
      Path file = folder.resolve("rows-" + files.incrementAndGet());
      all.set(i, StoredShards.of(shards.get(i), file));
    }
    return all;
  }

  private static LocalWorkers workers(
      NetworkSpec network, TrainingSpec training, List<Shard> shards, int threads, RowMode mode) {
    return new LocalWorkers(
        network, training, Map.of(Split.TRAIN, shards), Kernels.best(), threads, mode);
  }

  /** Parameters and state after every epoch. */
  private static float[][] run(
      Steps steps, TrainingSpec training, GradientStep step, float[] parameters) {
    float[][] epochs = new float[EPOCHS][];
    int perEpoch = training.stepsPerEpoch(ROWS);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      for (int i = 0; i < perEpoch; i++) {
        steps.gradient(epoch, i);
        steps.update((long) epoch * perEpoch + i + 1);
      }
      steps.bringUp();
      epochs[epoch] = ScatteredRows.everything(parameters, step);
    }
    return epochs;
  }
}
