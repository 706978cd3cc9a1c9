package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Step;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.KernelOfWidth;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.LocalWorkers;

/** Training with layers that keep averages, learn slopes and draw numbers. */
class NormalizedTrainingTest {
  private static final TrainingSpec TRAINING =
      SeededRows.training(4, 46, 3, EarlyStoppingSpec.none());

  /** Every kind of layer and every activation with numbers of its own. */
  private static NetworkSpec everyLayer() {
    return NetworkSpec.of(
        SeededRows.INPUTS,
        List.of(
            new GaussianNoiseSpec(0.05),
            new DenseSpec(19, new Identity()),
            new BatchNormalizationSpec(0.9, 1e-3, true, true),
            new ActivationSpec(new PRelu()),
            new GaussianNoiseSpec(0.1),
            new DenseSpec(11, new RRelu()),
            new BatchNormalizationSpec(0.9, 1e-3, false, true),
            new DenseSpec(7, new PRelu())),
        3,
        Task.MULTICLASS,
        0);
  }

  private static LocalWorkers workers(NetworkSpec network, TrainingSpec training, Kernel kernel) {
    Map<Split, Shard> splits = new EnumMap<>(Split.class);
    splits.put(Split.TRAIN, SeededRows.rows(230, 1));
    splits.put(Split.VALIDATION, SeededRows.rows(60, 2));
    return LocalWorkers.dealing(network, training, splits, kernel);
  }

  private static TrainingResult fit(NetworkSpec network, TrainingSpec training, Kernel kernel) {
    LocalWorkers workers = workers(network, training, kernel);
    return new TrainingRun(network, training, workers, (record, p) -> {}).fit();
  }

  private static String hash(Kernel kernel) {
    return Parameters.sha256(fit(everyLayer(), TRAINING, kernel).parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "256", "512"})
  void everyVectorWidthGivesTheBitsOfTheScalarKernel(String bits) {
    assertThat(hash(KernelOfWidth.load(bits))).isEqualTo(hash(new ScalarKernel()));
  }

  @Test
  void runsInManyThreadsAtOnceGiveTheSameBits() throws Exception {
    String expected = hash(Kernels.best());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<String>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(() -> hash(Kernels.best()));
      }
      for (Future<String> hash : threads.invokeAll(runs)) {
        assertThat(hash.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everyNumberOfTheNetworkMoves() {
    float[] before = Parameters.initialise(everyLayer(), TRAINING.seed()).values();
    TrainingResult result = fit(everyLayer(), TRAINING, Kernels.best());
    for (Slice slice : new ParameterLayout(everyLayer()).slices()) {
      int moved = 0;
      for (int i = slice.offset(); i < slice.end(); i++) {
        moved += before[i] == result.parameters()[i] ? 0 : 1;
      }
      assertThat(moved).as(slice.name()).isGreaterThan(slice.size() / 2);
    }
    assertThat(result.history().get(2).validation().loss())
        .isLessThan(result.history().get(0).validation().loss());
  }

  /** Rows (1,), (2,), (4,), (8,) of weights 1, 1, 1, 5: two workers hold rows 0, 2 and 1, 3. */
  private static float[] averages(int workers) {
    NetworkSpec network =
        NetworkSpec.of(
            1,
            List.of(new BatchNormalizationSpec(0.75, 1e-3, false, false)),
            1,
            Task.REGRESSION,
            0);
    TrainingSpec training =
        new TrainingSpec(workers, 4, 1, 1, new Sgd(0.1), new Constant(), EarlyStoppingSpec.none());
    Matrix x = new Matrix(new float[] {1, 2, 4, 8}, 0, 4, 1);
    Shard shard = new Shard(x, new float[4], 1, new float[] {1, 1, 1, 5});
    LocalWorkers local =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, shard), Kernels.best());
    return new TrainingRun(network, training, local, (record, p) -> {}).fit().parameters();
  }

  @Test
  void oneWorkersAveragesMoveToItsStatistics() {
    // mean (1 + 2 + 4 + 8)/4 = 3.75, variance (1 + 4 + 16 + 64)/4 − 3.75² = 7.1875
    assertThat(averages(1)[0]).isCloseTo(0.25f * 3.75f, within(1e-6f));
    assertThat(averages(1)[1]).isCloseTo(0.75f + 0.25f * 7.1875f, within(1e-6f));
  }

  @Test
  void severalWorkersStatisticsAreWeighedByTheirExampleWeights() {
    // rows 1 and 4 of weight 2: mean 2.5, variance 2.25; rows 2 and 8 of weight 6: 5 and 9
    assertThat(averages(2)[0]).isCloseTo(0.25f * (2 * 2.5f + 6 * 5) / 8, within(1e-6f));
    assertThat(averages(2)[1]).isCloseTo(0.75f + 0.25f * (2 * 2.25f + 6 * 9) / 8, within(1e-6f));
  }

  @Test
  void noOptimizerAndNoClippingSeesTheAverages() {
    NetworkSpec network =
        NetworkSpec.of(1, List.of(new BatchNormalizationSpec()), 1, Task.REGRESSION, 0.5);
    TrainingSpec training =
        new TrainingSpec(1, 4, 1, 1, new Adam(0.1), new Constant(), EarlyStoppingSpec.none());
    float[] parameters = {1, 0, 3, 4, 0.5f, 0};
    Gradient gradient = new Gradient(parameters.length, Totals.of(network.task(), 1));
    gradient.totals().add(Matrix.zeros(2, 1), new float[2], new float[] {1, 1}, 0);
    gradient.sums()[2] = 20;
    gradient.sums()[3] = 40;
    new GradientStep(network, training).take(parameters, gradient, 1);
    assertThat(parameters[2]).isCloseTo(0.99f * 3 + 0.01f * 10, within(1e-6f));
    assertThat(parameters[3]).isCloseTo(0.99f * 4 + 0.01f * 20, within(1e-6f));
    assertThat(gradient.sums()[2]).isZero();
  }

  @Test
  void aRunThatCannotNormalizeEveryPartIsRefusedBeforeItStarts() {
    TrainingSpec tooSmall = SeededRows.training(4, 6, 3, EarlyStoppingSpec.none());
    assertThatThrownBy(() -> fit(everyLayer(), tooSmall, Kernels.best()))
        .hasMessageStartingWith("batchSize must be >= 8")
        .hasMessageEndingWith("Received: 6");
  }

  @Test
  void hiddenStepsAreRefusedWithTheReason() {
    NetworkSpec perceptrons =
        NetworkSpec.of(
            SeededRows.INPUTS, List.of(new DenseSpec(4, new Step())), 3, Task.MULTICLASS, 0);
    assertThatThrownBy(() -> fit(perceptrons, TRAINING, Kernels.best()))
        .hasMessage(
            "activation must have a slope to be trained through; that of step is 0, so the layers before it would never change. Received: step in a hidden layer");
    NetworkSpec asLayer =
        NetworkSpec.of(
            SeededRows.INPUTS,
            List.of(new DenseSpec(4, new Relu()), new ActivationSpec(new Step())),
            3,
            Task.MULTICLASS,
            0);
    assertThatThrownBy(asLayer::requireTrainable).hasMessageContaining("step in a hidden layer");
  }
}
