package org.lockstep.trainer.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
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
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** Threads and deferred rows against the plain dense update, to the bit, state included. */
class LocalStepsTest {
  static final int ROWS = 77;
  private static final int EPOCHS = 3;

  static List<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void deferredAndSharedOutUpdatesAreTheDenseOnes(OptimizerSpec optimizer) {
    for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
      for (ClipSpec clip : ScatteredRows.clips().toList()) {
        for (int workers : new int[] {1, 2, 5}) {
          NetworkSpec network = ScatteredRows.network(16 + workers, regularizer);
          // Batches of 3: whole steps without weight, whole workers without rows, a short end.
          TrainingSpec training = ScatteredRows.training(workers, 3, optimizer, clip);
          Shard rows = ScatteredRows.shard(ROWS, workers);
          float[][] expected = run(network, training, rows, 1, null);
          for (int threads : new int[] {1, workers}) {
            for (RowMode mode : RowMode.values()) {
              assertThat(Arrays.deepEquals(run(network, training, rows, threads, mode), expected))
                  .as("%s, %s, V=%d, %d threads, %s", regularizer, clip, workers, threads, mode)
                  .isTrue();
            }
          }
        }
      }
    }
  }

  /** 150 × 1,760 numbers, which begin at a cache line, behind some that are left unused. */
  @Test
  void aLargeFirstKernelHasTheBitsOfTheDenseUpdate() {
    NetworkSpec network = ScatteredRows.network(1_760, RegularizerSpec.none());
    assertThat(new ParameterLayout(network).begin()).isPositive();
    for (ClipSpec clip : List.of(new NoClip(), new ClipByGlobalNorm(0.01))) {
      TrainingSpec training = ScatteredRows.training(2, 20, new Adam(0.01), clip);
      Shard rows = ScatteredRows.shard(ROWS, 1);
      float[][] expected = run(network, training, rows, 1, null);
      for (RowMode mode : RowMode.values()) {
        assertThat(Arrays.deepEquals(run(network, training, rows, 2, mode), expected))
            .as("%s, %s", clip, mode)
            .isTrue();
      }
    }
  }

  /** Steps enough in one epoch that the log of what rows have missed is full in between. */
  @Test
  void rowsAreBroughtUpWhenTheLogIsFull() {
    int rows = 4_700;
    NetworkSpec network = ScatteredRows.network(2, RegularizerSpec.l2(1e-2));
    TrainingSpec training = ScatteredRows.training(1, 1, new Adam(0.01), new NoClip());
    Shard shard = ScatteredRows.shard(rows, 5);
    float[][] ends = new float[2][];
    for (RowMode mode : List.of(RowMode.DENSE, RowMode.DEFERRED)) {
      float[] parameters = Parameters.initialise(network, 3).values();
      GradientStep gradientStep = new GradientStep(network, training);
      try (LocalWorkers workers = ScatteredRows.workers(network, training, shard, 1, mode)) {
        Steps steps = workers.steps(gradientStep, parameters);
        for (int step = 0; step < rows; step++) {
          steps.gradient(0, step);
          steps.update(step + 1);
        }
        steps.bringUp();
      }
      ends[mode == RowMode.DENSE ? 0 : 1] = ScatteredRows.everything(parameters, gradientStep);
    }
    assertThat(ends[1]).isEqualTo(ends[0]);
  }

  /** After every epoch parameters and state; the dense oracle's if the mode is null. */
  static float[][] run(
      NetworkSpec network, TrainingSpec training, Shard rows, int threads, RowMode mode) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    RowMode orDense = mode == null ? RowMode.DENSE : mode;
    float[][] epochs = new float[EPOCHS][];
    try (LocalWorkers workers = ScatteredRows.workers(network, training, rows, threads, orDense)) {
      Steps steps =
          mode == null
              ? ScatteredRows.dense(workers, gradientStep, parameters)
              : workers.steps(gradientStep, parameters);
      int perEpoch = training.stepsPerEpoch(ROWS);
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int step = 0; step < perEpoch; step++) {
          steps.gradient(epoch, step);
          steps.update((long) epoch * perEpoch + step + 1);
        }
        steps.bringUp();
        epochs[epoch] = ScatteredRows.everything(parameters, gradientStep);
      }
    }
    return epochs;
  }

  @Test
  void aRunOfSeveralThreadsHasTheHistoryOfOne() {
    TrainingSpec training = SeededRows.training(4, 16, 3, EarlyStoppingSpec.none());
    TrainingResult alone = SeededRows.fit(training, 93);
    try (LocalWorkers workers =
        LocalWorkers.dealing(
            SeededRows.network(),
            training,
            Map.of(Split.TRAIN, SeededRows.rows(93, 1), Split.VALIDATION, SeededRows.rows(60, 2)),
            Kernels.best(),
            3,
            RowMode.DEFERRED)) {
      TrainingResult together =
          new TrainingRun(SeededRows.network(), training, workers, (record, p) -> {}).fit();
      assertThat(together.parameters()).isEqualTo(alone.parameters());
      assertThat(together.history()).hasSameSizeAs(alone.history());
      for (int epoch = 0; epoch < 3; epoch++) {
        assertThat(together.history().get(epoch).objective())
            .isEqualTo(alone.history().get(epoch).objective());
        assertThat(together.history().get(epoch).validation().loss())
            .isEqualTo(alone.history().get(epoch).validation().loss());
      }
    }
  }

  @Test
  void workersOfRowwiseStepsHaveNoGradientArrayForTheFirstKernel() {
    NetworkSpec network = ScatteredRows.network(9, RegularizerSpec.none());
    int first = ScatteredRows.INPUTS * 9;
    int all = Parameters.initialise(network, 1).values().length;
    assertThat(Gradient.ofSteps(network, true).sums()).hasSize(all - first);
    assertThat(Gradient.ofSteps(network, false).sums()).hasSize(all);
  }

  @Test
  void splitsAreEvaluatedToTheSameBitsByAnyNumberOfThreads() {
    NetworkSpec network = ScatteredRows.network(9, RegularizerSpec.none());
    TrainingSpec training = ScatteredRows.training(5, 8, new Adam(0.01), new NoClip());
    float[] parameters = Parameters.initialise(network, 1).values();
    Shard rows = ScatteredRows.shard(ROWS, 2);
    List<Double> losses = new ArrayList<>();
    for (int threads : new int[] {1, 2, 5, 7}) {
      try (LocalWorkers workers =
          ScatteredRows.workers(network, training, rows, threads, RowMode.AUTOMATIC)) {
        losses.add(workers.evaluate(parameters, Split.TRAIN).lossSum());
      }
    }
    assertThat(losses).doesNotContain(0.0).containsOnly(losses.get(0));
  }

  @Test
  void deferringIsRefusedWhereItWouldChangeTheResult() {
    NetworkSpec network = ScatteredRows.network(4, RegularizerSpec.l2(1e-3));
    Shard rows = ScatteredRows.shard(ROWS, 1);
    for (ClipSpec clip : List.of(new ClipByNorm(1), new ClipByGlobalNorm(1))) {
      TrainingSpec training = ScatteredRows.training(1, 4, new Adam(0.01), clip);
      assertThatThrownBy(() -> ScatteredRows.workers(network, training, rows, 1, RowMode.DEFERRED))
          .hasMessage(
              "row updates must not be deferred where that changes the result. Received: DEFERRED,"
                  + " but clipping by norm needs the L2 penalty of every row of the first layer in"
                  + " every step");
      float[][] expected = run(network, training, rows, 1, null);
      assertThat(run(network, training, rows, 2, RowMode.AUTOMATIC)).isDeepEqualTo(expected);
    }
  }

  @Test
  void aMaxNormIsNotDeferred() {
    NetworkSpec network = ScatteredRows.network(4, new RegularizerSpec(0, 0, 0.5, false));
    Shard rows = ScatteredRows.shard(ROWS, 1);
    TrainingSpec training = ScatteredRows.training(2, 4, new Adam(0.01), new NoClip());
    assertThatThrownBy(() -> ScatteredRows.workers(network, training, rows, 1, RowMode.DEFERRED))
        .hasMessageContaining("a max-norm needs every row's weights after every step");
    assertThat(run(network, training, rows, 2, RowMode.AUTOMATIC))
        .isDeepEqualTo(run(network, training, rows, 1, null));
  }

  @Test
  void movingAveragesTakeTheirPartOfADeferredStepToo() {
    DenseSpec hidden =
        new DenseSpec(9, new Identity(), new GlorotUniform(), false, RegularizerSpec.l2(1e-3));
    NetworkSpec network =
        NetworkSpec.of(
            ScatteredRows.INPUTS,
            List.of(hidden, new BatchNormalizationSpec(), new ActivationSpec(new Tanh())),
            3,
            Task.MULTICLASS,
            1e-3);
    Shard rows = ScatteredRows.shard(ROWS, 1);
    TrainingSpec training = ScatteredRows.training(2, 11, new Adam(0.01), new NoClip());
    float[][] expected = run(network, training, rows, 1, null);
    for (RowMode mode : RowMode.values()) {
      assertThat(run(network, training, rows, 2, mode)).isDeepEqualTo(expected);
    }
  }

  @Test
  void denseFeaturesAreSharedOutButNotDeferred() {
    Shard rows = SeededRows.rows(30, 1);
    float[] numbers = new float[30 * 5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    Shard dense = new Shard(new Matrix(numbers, 0, 30, 5), rows.targets(), 1, rows.weights());
    NetworkSpec network =
        NetworkSpec.of(5, List.of(new DenseSpec(9, new Tanh())), 3, Task.MULTICLASS, 1e-3);
    TrainingSpec training = ScatteredRows.training(3, 8, new Adam(0.01), new NoClip());
    float[] expected = fit(network, training, dense, 1);
    assertThat(fit(network, training, dense, 2)).isEqualTo(expected);
    assertThatThrownBy(() -> ScatteredRows.workers(network, training, dense, 1, RowMode.DEFERRED))
        .hasMessageContaining("dense features touch every row in every step");
  }

  private static float[] fit(NetworkSpec network, TrainingSpec training, Shard rows, int threads) {
    try (LocalWorkers workers =
        ScatteredRows.workers(network, training, rows, threads, RowMode.AUTOMATIC)) {
      return new TrainingRun(network, training, workers, (record, p) -> {}).fit().parameters();
    }
  }
}
