package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.BlocksInMemory;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** Shards that come back from their blocks a window at a time. */
class StreamedShardsTest {
  private static final TrainingSpec TRAINING =
      SeededRows.training(3, 50, 3, EarlyStoppingSpec.none());
  private static final StreamSpec SMALL = new StreamSpec(8, 3);
  private static final StreamSpec ALL = new StreamSpec(8, 100);

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void oneWindowOfAllRowsGivesTheBitsOfRowsInMemory(int threads) {
    Map<Split, Shard> splits = splits();
    NetworkSpec network = SeededRows.network();
    TrainingResult expected =
        fit(network, LocalWorkers.dealing(network, TRAINING, splits, Kernels.best()));
    TrainingResult streamed = fit(network, streamed(network, splits, ALL, threads));
    assertThat(streamed.parameters()).isEqualTo(expected.parameters());
    assertThat(streamed.history().get(2).validationObjective())
        .isEqualTo(expected.history().get(2).validationObjective());
  }

  @Test
  void smallWindowsGiveOtherBitsWhichAreTheSameForAnyThreads() {
    Map<Split, Shard> splits = splits();
    NetworkSpec network = SeededRows.network();
    TrainingResult one = fit(network, streamed(network, splits, SMALL, 1));
    TrainingResult two = fit(network, streamed(network, splits, SMALL, 2));
    assertThat(two.parameters()).isEqualTo(one.parameters());
    assertThat(one.parameters())
        .isNotEqualTo(fit(network, streamed(network, splits, ALL, 1)).parameters());
  }

  @Test
  void denseRowsToo() {
    NetworkSpec network =
        NetworkSpec.of(
            6, List.of(new DropoutSpec(0.1), new DenseSpec(7, new Relu())), 3, Task.MULTICLASS, 0);
    Map<Split, Shard> splits = Map.of(Split.TRAIN, dense(131), Split.VALIDATION, dense(50));
    assertThat(fit(network, streamed(network, splits, ALL, 1)).parameters())
        .isEqualTo(
            fit(network, LocalWorkers.dealing(network, TRAINING, splits, Kernels.best()))
                .parameters());
  }

  @Test
  void everyBlockIsReadOnceAnEpochAndOnceAnEvaluation() {
    Shard train = BlocksInMemory.streamed(SeededRows.rows(100, 1), SMALL);
    TrainingSpec training = SeededRows.training(1, 7, 4, EarlyStoppingSpec.none());
    NetworkSpec network = SeededRows.network();
    LocalWorkers workers =
        new LocalWorkers(
            network,
            training,
            Map.of(Split.TRAIN, List.of(train)),
            Kernels.best(),
            1,
            RowMode.AUTOMATIC);
    fit(network, training, workers);
    assertThat(BlocksInMemory.reads(train)).isEqualTo(4 * 13);
    Shard validation = BlocksInMemory.streamed(SeededRows.rows(600, 1), SMALL);
    ShardWorker.evaluate(
        network,
        new float[new ParameterLayout(network).size()],
        validation,
        Kernels.best(),
        Totals.of(network.task(), network.outputs()));
    assertThat(BlocksInMemory.reads(validation)).isEqualTo(75);
  }

  @Test
  void aFeatureBeyondOneIsRefusedWhereCrossEntropyReconstructsIt() {
    float[] features = new float[40 * 3];
    features[17 * 3 + 1] = 1.5f;
    float[] weights = new float[40];
    Arrays.fill(weights, 1);
    Shard wrong =
        BlocksInMemory.streamed(
            new Shard(new Matrix(features, 0, 40, 3), features, 3, weights), SMALL);
    LossSpec loss = new LossSpec.CrossEntropy(0);
    NetworkSpec network =
        NetworkSpec.of(3, List.of(new DenseSpec(2, new Relu())), 3, Task.RECONSTRUCTION, loss, 0);
    TrainingSpec training = SeededRows.training(1, 50, 1, EarlyStoppingSpec.none());
    LocalWorkers workers =
        new LocalWorkers(
            network,
            training,
            Map.of(Split.TRAIN, List.of(wrong)),
            Kernels.best(),
            1,
            RowMode.AUTOMATIC);
    assertThatThrownBy(() -> fit(network, training, workers))
        .hasMessageContaining(
            "features must be 0 to 1 where cross_entropy reconstructs them. Received: 1.5 (row ")
        .hasMessageContaining(" of the step)");
  }

  @Test
  void aTargetThatIsNoClassIsRefusedWhenItsStepComes() {
    Shard rows = SeededRows.rows(40, 1);
    float[] targets = rows.targets().clone();
    targets[17] = 3;
    Shard wrong =
        BlocksInMemory.streamed(new Shard(rows.features(), targets, 1, rows.weights()), SMALL);
    NetworkSpec network = SeededRows.network();
    TrainingSpec training = SeededRows.training(1, 50, 1, EarlyStoppingSpec.none());
    assertThatThrownBy(
            () ->
                fit(
                    network,
                    training,
                    new LocalWorkers(
                        network,
                        training,
                        Map.of(Split.TRAIN, List.of(wrong)),
                        Kernels.best(),
                        1,
                        RowMode.AUTOMATIC)))
        .hasMessageContaining("a class index must be a whole number of 0 … 2. Received: 3.0 (row ")
        .hasMessageContaining(" of the step)");
    assertThatThrownBy(wrong::targets)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must be in memory. Received: 40×");
  }

  private static Map<Split, Shard> splits() {
    return Map.of(Split.TRAIN, SeededRows.rows(230, 1), Split.VALIDATION, SeededRows.rows(90, 2));
  }

  private static Shard dense(int rows) {
    Random random = new Random(rows);
    Matrix features = Matrix.zeros(rows, 6);
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    Arrays.fill(weights, 1);
    for (int i = 0; i < features.data().length; i++) {
      features.data()[i] = random.nextFloat();
    }
    for (int row = 0; row < rows; row++) {
      targets[row] = random.nextInt(3);
    }
    return new Shard(features, targets, 1, weights);
  }

  private static LocalWorkers streamed(
      NetworkSpec network, Map<Split, Shard> splits, StreamSpec order, int threads) {
    Map<Split, List<Shard>> streamed = new EnumMap<>(Split.class);
    splits.forEach(
        (split, all) ->
            streamed.put(
                split,
                Dealing.deal(all, TRAINING.workers()).stream()
                    .map(shard -> BlocksInMemory.streamed(shard, order))
                    .toList()));
    return new LocalWorkers(
        network, TRAINING, streamed, Kernels.best(), threads, RowMode.AUTOMATIC);
  }

  private static TrainingResult fit(NetworkSpec network, LocalWorkers workers) {
    return fit(network, TRAINING, workers);
  }

  private static TrainingResult fit(
      NetworkSpec network, TrainingSpec training, LocalWorkers workers) {
    try (workers) {
      return new TrainingRun(network, training, workers, (record, parameters) -> {}).fit();
    }
  }
}
