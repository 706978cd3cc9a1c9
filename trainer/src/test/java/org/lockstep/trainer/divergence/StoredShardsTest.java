package org.lockstep.trainer.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.EpochRows;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.matrix.StoredRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.seeded.StoredShards;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** Shards on disk train to the bits of the same shards in memory. */
class StoredShardsTest {
  private static final TrainingSpec TRAINING =
      SeededRows.training(3, 50, 3, EarlyStoppingSpec.none());

  @TempDir private Path folder;
  private final AtomicInteger files = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sparseShardsWithInputDropout(int threads) {
    same(SeededRows.network(), SeededRows.rows(230, 1), SeededRows.rows(90, 2), threads);
  }

  @Test
  void denseShardsWithInputDropout() {
    NetworkSpec network =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(new DropoutSpec(0.1), new DenseSpec(7, new Relu())),
            3,
            Task.MULTICLASS,
            0);
    same(network, dense(SeededRows.rows(130, 1)), dense(SeededRows.rows(50, 2)), 1);
  }

  @Test
  void theLargestFeatureOfARowIsFound() {
    Shard sparse = SeededRows.rows(20, 1);
    for (Shard shard : List.of(sparse, dense(sparse))) {
      Shard stored = stored(shard);
      FeatureRows first = ((StoredRows) stored.features()).first(7);
      assertThat(first.rows()).isEqualTo(7);
      Shard head =
          new Shard(first, Arrays.copyOf(shard.targets(), 7), 1, Arrays.copyOf(shard.weights(), 7));
      MiniBatch expected = batch(shard);
      MiniBatch ofHead = batch(head);
      for (int row = 0; row < 7; row++) {
        assertThat(LargestFeature.of(ofHead, row)).isEqualTo(LargestFeature.of(expected, row));
      }
      MiniBatch ofStored = batch(stored);
      for (int row = 0; row < shard.rows(); row++) {
        assertThat(LargestFeature.of(ofStored, row)).isEqualTo(LargestFeature.of(expected, row));
      }
    }
  }

  /** All rows. */
  private static MiniBatch batch(Shard shard) {
    MiniBatch batch = new MiniBatch(shard, shard.rows());
    EpochRows rows = EpochRows.of(shard);
    rows.ascending();
    rows.select(batch, 0, shard.rows());
    return batch;
  }

  private void same(NetworkSpec network, Shard train, Shard validation, int threads) {
    Map<Split, Shard> splits = Map.of(Split.TRAIN, train, Split.VALIDATION, validation);
    Map<Split, List<Shard>> stored = new EnumMap<>(Split.class);
    splits.forEach(
        (split, all) ->
            stored.put(
                split, Dealing.deal(all, TRAINING.workers()).stream().map(this::stored).toList()));
    TrainingResult expected =
        fit(network, LocalWorkers.dealing(network, TRAINING, splits, Kernels.best()));
    TrainingResult result =
        fit(
            network,
            new LocalWorkers(
                network, TRAINING, stored, Kernels.best(), threads, RowMode.AUTOMATIC));
    assertThat(result.parameters()).isEqualTo(expected.parameters());
    assertThat(result.history().get(2).validationObjective())
        .isEqualTo(expected.history().get(2).validationObjective());
  }

  private static TrainingResult fit(NetworkSpec network, LocalWorkers workers) {
    try (workers) {
      return new TrainingRun(network, TRAINING, workers, (record, parameters) -> {}).fit();
    }
  }

  private static Shard dense(Shard shard) {
    SparseRows rows = (SparseRows) shard.features();
    Matrix dense = Matrix.zeros(rows.rows(), rows.columns());
    for (int row = 0; row < rows.rows(); row++) {
      for (int k = rows.starts()[row]; k < rows.starts()[row + 1]; k++) {
        dense.data()[row * rows.columns() + rows.indices()[k]] = rows.values()[k];
      }
    }
    return new Shard(dense, shard.targets(), shard.targetColumns(), shard.weights());
  }

  private Shard stored(Shard shard) {
    return StoredShards.of(shard, folder.resolve("rows-" + files.incrementAndGet()));
  }
}
