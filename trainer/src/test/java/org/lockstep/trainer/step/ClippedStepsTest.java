package org.lockstep.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Clipping by norm while rows wait, against the plain dense update, to the bit, state included. The
 * first kernel (150 × 61) is three blocks long, and rows lie across their ends.
 */
class ClippedStepsTest {
  private static final int UNITS = 61;

  /** Limits that some of the steps exceed and some do not, and one that makes factors subnormal. */
  private static final List<ClipSpec> CLIPS =
      List.of(new ClipByNorm(0.05), new ClipByGlobalNorm(0.2), new ClipByGlobalNorm(1e-42));

  /** Penalties that are no part of the first kernel's gradient. */
  private static final List<RegularizerSpec> PENALTIES =
      List.of(RegularizerSpec.none(), new RegularizerSpec(1e-3, 0, 0, false));

  static List<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void deferredTheyAreTheDenseOnes(OptimizerSpec optimizer) {
    for (RegularizerSpec penalty : PENALTIES) {
      for (ClipSpec clip : CLIPS) {
        for (int workers : new int[] {1, 2, 5}) {
          TrainingSpec training = ScatteredRows.training(workers, 3, optimizer, clip);
          Shard rows = ScatteredRows.shard(LocalStepsTest.ROWS, workers);
          requireDense(ScatteredRows.network(UNITS, penalty), training, rows, workers);
        }
      }
    }
  }

  private static void requireDense(
      NetworkSpec network, TrainingSpec training, Shard rows, int mostThreads) {
    float[][] expected = LocalStepsTest.run(network, training, rows, 1, null);
    for (int threads = 1; threads <= mostThreads; threads++) {
      float[][] actual = LocalStepsTest.run(network, training, rows, threads, RowMode.DEFERRED);
      assertThat(Arrays.deepEquals(actual, expected))
          .as("%s, %s, %d threads", training.clip(), network, threads)
          .isTrue();
    }
  }

  @Test
  void thatIsWhatTheyAreMadeBy() {
    NetworkSpec network = ScatteredRows.network(UNITS, RegularizerSpec.none());
    Shard rows = ScatteredRows.shard(LocalStepsTest.ROWS, 1);
    for (ClipSpec clip : CLIPS) {
      TrainingSpec training = ScatteredRows.training(2, 3, new Adam(0.01), clip);
      try (LocalWorkers workers =
          ScatteredRows.workers(network, training, rows, 1, RowMode.AUTOMATIC)) {
        float[] parameters = Parameters.initialise(network, 3).values();
        assertThat(workers.steps(new GradientStep(network, training), parameters))
            .isInstanceOf(LocalSteps.class);
      }
    }
  }

  /** Those of the other layers count, and so does nothing of moving averages. */
  @Test
  void penaltiesElsewhereAndMovingAveragesTakeTheirPart() {
    DenseSpec hidden =
        new DenseSpec(UNITS, new Identity(), new GlorotUniform(), false, RegularizerSpec.none());
    DenseSpec second =
        new DenseSpec(7, new Tanh(), new GlorotUniform(), true, RegularizerSpec.l2(1e-2));
    NetworkSpec network =
        NetworkSpec.of(
            ScatteredRows.INPUTS,
            List.of(hidden, new BatchNormalizationSpec(), new ActivationSpec(new Tanh()), second),
            3,
            Task.MULTICLASS,
            1e-3);
    for (ClipSpec clip : CLIPS) {
      TrainingSpec training = ScatteredRows.training(2, 11, new Adam(0.01), clip);
      requireDense(network, training, ScatteredRows.shard(LocalStepsTest.ROWS, 1), 2);
    }
  }

  @Test
  void aFrozenFirstLayerAddsNothingToTheNorm() {
    NetworkSpec network = ScatteredRows.network(UNITS, RegularizerSpec.none());
    for (ClipSpec clip : CLIPS) {
      TrainingSpec training =
          ScatteredRows.training(2, 11, new Adam(0.01), clip).toBuilder()
              .layerRates(new LayerRates(Map.of("dense_1", 0.0)))
              .build();
      requireDense(network, training, ScatteredRows.shard(LocalStepsTest.ROWS, 1), 2);
    }
  }

  /** So small a kernel's gradient that its squares are no floats. */
  @Test
  void lengthsAreFoundWhereSquaresAreLost() {
    Shard rows = ScatteredRows.shard(LocalStepsTest.ROWS, 1);
    SparseRows features = (SparseRows) rows.features();
    float[] values = features.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1e-20f;
    }
    Shard tiny =
        new Shard(
            new SparseRows(ScatteredRows.INPUTS, features.starts(), features.indices(), values),
            rows.targets(),
            1,
            rows.weights());
    NetworkSpec network = ScatteredRows.network(UNITS, RegularizerSpec.none());
    TrainingSpec training = ScatteredRows.training(2, 11, new Adam(0.01), new ClipByNorm(1e-21));
    requireDense(network, training, tiny, 2);
  }
}
