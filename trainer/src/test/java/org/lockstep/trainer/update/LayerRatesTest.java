package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.LayerRates;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class LayerRatesTest {
  private static final int ROWS = 31;

  private static TrainingSpec training(
      OptimizerSpec optimizer, ClipSpec clip, Map<String, Double> factors) {
    return ScatteredRows.training(2, 4, optimizer, clip).toBuilder()
        .layerRates(new LayerRates(factors))
        .build();
  }

  private static List<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().toList();
  }

  /** Parameters after two epochs; by the plain update of all parameters if the mode is null. */
  private static float[] run(
      NetworkSpec network, TrainingSpec training, int threads, RowMode mode) {
    Shard rows = ScatteredRows.shard(ROWS, 2);
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    RowMode orDense = mode == null ? RowMode.DENSE : mode;
    try (LocalWorkers workers = ScatteredRows.workers(network, training, rows, threads, orDense)) {
      Steps steps =
          mode == null
              ? ScatteredRows.dense(workers, gradientStep, parameters)
              : workers.steps(gradientStep, parameters);
      int perEpoch = training.stepsPerEpoch(ROWS);
      for (int step = 0; step < 2 * perEpoch; step++) {
        steps.gradient(step / perEpoch, step % perEpoch);
        steps.update(step + 1);
      }
      steps.bringUp();
    }
    return parameters;
  }

  private static float[] part(NetworkSpec network, float[] parameters, Slice slice) {
    return Arrays.copyOfRange(parameters, slice.offset(), slice.end());
  }

  @Test
  void aFrozenLayerKeepsItsBitsUnderEveryOptimizerPenaltyAndClipping() {
    for (OptimizerSpec optimizer : optimizers()) {
      for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
        for (ClipSpec clip : List.of(new NoClip(), new ClipByGlobalNorm(0.01))) {
          for (String frozen : List.of("dense_1", "dense_2")) {
            NetworkSpec network = ScatteredRows.network(7, regularizer);
            TrainingSpec training = training(optimizer, clip, Map.of(frozen, 0.0));
            float[] before = Parameters.initialise(network, 3).values();
            for (RowMode mode : new RowMode[] {null, RowMode.DENSE, RowMode.AUTOMATIC}) {
              float[] after = run(network, training, 1, mode);
              for (Slice slice : new ParameterLayout(network).slices()) {
                boolean same =
                    Arrays.equals(part(network, before, slice), part(network, after, slice));
                assertThat(same)
                    .as("%s %s %s %s %s", optimizer, regularizer, clip, mode, slice.name())
                    .isEqualTo(slice.name().startsWith(frozen));
              }
            }
          }
        }
      }
    }
  }

  @Test
  void everyWayToMakeStepsGivesTheSameBits() {
    Map<String, Double> factors = Map.of("dense_1", 0.1, "dense_2", 2.0);
    for (OptimizerSpec optimizer : optimizers()) {
      for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
        NetworkSpec network = ScatteredRows.network(7, regularizer);
        for (ClipSpec clip : ScatteredRows.clips().toList()) {
          TrainingSpec training = training(optimizer, clip, factors);
          float[] expected = run(network, training, 1, null);
          for (RowMode mode : RowMode.values()) {
            assertThat(run(network, training, 2, mode))
                .as("%s %s %s %s", optimizer, regularizer, clip, mode)
                .containsExactly(expected);
          }
        }
      }
    }
  }

  @Test
  void factorsOfOneChangeNoBit() {
    NetworkSpec network = ScatteredRows.network(7, RegularizerSpec.l2(0.01));
    for (OptimizerSpec optimizer : optimizers()) {
      float[] plain = run(network, training(optimizer, new NoClip(), Map.of()), 1, null);
      Map<String, Double> ones = Map.of("dense_1", 1.0);
      assertThat(run(network, training(optimizer, new NoClip(), ones), 1, null))
          .containsExactly(plain);
    }
  }

  /** w ← w − g·(float)(learningRate·factor). */
  @Test
  void aFactorMultipliesTheRateOfItsLayerAlone() {
    NetworkSpec network =
        NetworkSpec.of(5, List.of(new DenseSpec(2, new Tanh())), 3, Task.MULTICLASS, 0);
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, new Sgd(0.5), new Constant(), EarlyStoppingSpec.none())
            .toBuilder().layerRates(new LayerRates(Map.of("dense_2", 0.25))).build();
    ParameterLayout layout = new ParameterLayout(network);
    float[] before = Parameters.initialise(network, 3).values();
    float[] after = before.clone();
    Totals totals = Totals.of(network.task(), network.outputs());
    totals.add(Matrix.zeros(1, network.outputs()), new float[1], new float[] {1}, 0);
    Gradient gradient = new Gradient(layout.size(), totals);
    Arrays.fill(gradient.sums(), 3f);
    new GradientStep(network, training).take(after, gradient, 1);
    for (Slice slice : layout.slices()) {
      float rate = slice.name().startsWith("dense_2") ? 0.125f : 0.5f;
      for (int i = slice.offset(); i < slice.end(); i++) {
        assertThat(after[i]).isEqualTo(before[i] - 3f * rate);
      }
    }
  }

  @Test
  void aLazyOptimizerHasLayersRatesToo() {
    NetworkSpec network = ScatteredRows.network(7, RegularizerSpec.none());
    OptimizerSpec lazy = new Lazy(new Adam(0.02));
    TrainingSpec training = training(lazy, new NoClip(), Map.of("dense_1", 0.0));
    float[] before = Parameters.initialise(network, 3).values();
    float[] after = run(network, training, 2, RowMode.AUTOMATIC);
    Slice first = new ParameterLayout(network).slices().get(0);
    assertThat(part(network, after, first)).containsExactly(part(network, before, first));
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    NetworkSpec network = ScatteredRows.network(7, RegularizerSpec.none());
    assertThatThrownBy(() -> new LayerRates(Map.of("dense_1", -1.0)))
        .hasMessage("layerRates must be finite and >= 0. Received: -1.0 for dense_1");
    assertThatThrownBy(
            () ->
                new GradientStep(
                    network, training(new Sgd(1), new NoClip(), Map.of("dense_3", 0.5))))
        .hasMessageContaining("layerRates must name layers of the network, dense_1, dense_2")
        .hasMessageContaining("Received: dense_3");
    Map<String, Double> all = Map.of("dense_1", 0.0, "dense_2", 0.0);
    assertThatThrownBy(() -> new GradientStep(network, training(new Sgd(1), new NoClip(), all)))
        .hasMessageContaining("layerRates must leave a layer that learns");
    assertThatThrownBy(
            () ->
                training(new Sgd(1), new NoClip(), Map.of("dense_1", 0.0))
                    .with(AveragingSpec.every(2)))
        .hasMessageContaining("averagingPeriod must be 1 where a layer is frozen");
  }
}
