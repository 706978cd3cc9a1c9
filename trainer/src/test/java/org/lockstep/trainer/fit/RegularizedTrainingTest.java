package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.initializer.HeNormal;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.schedule.InverseTime;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * What the regularizers do to a model: against scikit-learn's penalised linear models, from
 * golden/regularizers.py, whose 40 rows and 8 features are those of all tests here. One batch an
 * epoch.
 */
class RegularizedTrainingTest {
  private static final int ROWS = 40;
  private static final int FEATURES = 8;
  private static final double L1 = 0.3;
  private static final double L2 = 0.15;

  private static NetworkSpec linear(Task task, double l1, double l2) {
    return NetworkSpec.of(
        FEATURES,
        List.of(),
        1,
        task,
        LossSpec.defaultFor(task),
        new RegularizerSpec(l1, l2, 0, false));
  }

  private static TrainingSpec training(OptimizerSpec optimizer, int epochs) {
    return new TrainingSpec(
        2, ROWS, epochs, 1, optimizer, new Constant(), EarlyStoppingSpec.none());
  }

  private static LocalWorkers workers(NetworkSpec network, TrainingSpec training) {
    String targets = network.task() == Task.BINARY ? "regularizer.labels" : "regularizer.y";
    float[] weights = new float[ROWS];
    Arrays.fill(weights, 1);
    Matrix x = new Matrix(Golden.floats("regularizer.x"), 0, ROWS, FEATURES);
    Shard rows = new Shard(x, Golden.floats(targets), 1, weights);
    return LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());
  }

  private static TrainingResult fit(NetworkSpec network, OptimizerSpec optimizer, int epochs) {
    TrainingSpec training = training(optimizer, epochs);
    return new TrainingRun(network, training, workers(network, training), (r, p) -> {}).fit();
  }

  private static float[] kernel(TrainingResult result) {
    return Arrays.copyOf(result.parameters(), FEATURES);
  }

  private static List<Integer> zeros(double[] weights) {
    return IntStream.range(0, FEATURES).filter(i -> weights[i] == 0).boxed().toList();
  }

  private static List<Integer> zeros(float[] weights) {
    return IntStream.range(0, FEATURES).filter(i -> weights[i] == 0).boxed().toList();
  }

  private static double norm(float[] weights) {
    double squares = 0;
    for (float weight : weights) {
      squares += weight * weight;
    }
    return Math.sqrt(squares);
  }

  /** Coordinate descent and SAGA are other ways to the same minimum, zeros included. */
  @ParameterizedTest
  @CsvSource({
    "lasso, REGRESSION, 0.3, 0, 0.2",
    "elastic_net, REGRESSION, 0.3, 0.15, 0.2",
    "ridge, REGRESSION, 0, 0.15, 0.2",
    "logistic, BINARY, 0.05, 0, 2"
  })
  void endsWhereScikitLearnDoes(String key, Task task, double l1, double l2, double rate) {
    double[] expected = Golden.doubles("regularizer." + key);
    float[] found = fit(linear(task, l1, l2), new Sgd(rate), 10_000).parameters();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) found[i]).as("weight %d", i).isCloseTo(expected[i], within(1e-3));
    }
    assertThat(zeros(found)).isEqualTo(zeros(expected));
  }

  @Test
  void theProximalStepMakesZerosAndTheSubgradientNone() {
    NetworkSpec free = linear(Task.REGRESSION, 0, 0);
    TrainingSpec training = training(new Sgd(0.2), 10_000);
    LocalWorkers workers = workers(free, training);
    float[] parameters = Parameters.initialise(free, 1).values();
    GradientStep step = new GradientStep(free, training);
    for (int epoch = 0; epoch < 10_000; epoch++) {
      Gradient gradient = workers.gradient(parameters, epoch, 0);
      for (int i = 0; i < FEATURES; i++) {
        gradient.sums()[i] += (float) (ROWS * L1 * Math.signum(parameters[i]));
      }
      step.take(parameters, gradient, epoch + 1);
    }
    assertThat(zeros(parameters)).isEmpty();
    assertThat(zeros(fit(linear(Task.REGRESSION, L1, 0), new Sgd(0.2), 10_000).parameters()))
        .hasSize(5);
  }

  @Test
  void l2ShrinksL1SelectsAndTheElasticNetDoesBoth() {
    float[] free = kernel(fit(linear(Task.REGRESSION, 0, 0), new Sgd(0.2), 10_000));
    float[] ridge = kernel(fit(linear(Task.REGRESSION, 0, L2), new Sgd(0.2), 10_000));
    float[] lasso = kernel(fit(linear(Task.REGRESSION, L1, 0), new Sgd(0.2), 10_000));
    float[] elastic = kernel(fit(linear(Task.REGRESSION, L1, L2), new Sgd(0.2), 10_000));
    assertThat(zeros(free)).isEmpty();
    assertThat(zeros(ridge)).isEmpty();
    assertThat(norm(ridge)).isLessThan(norm(free));
    assertThat(zeros(lasso)).hasSizeGreaterThanOrEqualTo(zeros(elastic).size());
    assertThat(zeros(elastic)).isNotEmpty();
    assertThat(norm(elastic)).isLessThan(norm(lasso));
    // Features 0 and 1 are nearly the same: L1 prefers one, L2 divides the weight between them.
    assertThat(Math.abs(lasso[0] - lasso[1])).isGreaterThan(5 * Math.abs(elastic[0] - elastic[1]));
  }

  @Test
  void strongerPenaltiesLeaveFewerAndSmallerWeights() {
    List<Integer> zeros = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (double strength : new double[] {0.01, 0.1, 1, 10}) {
      NetworkSpec lasso = linear(Task.REGRESSION, strength, 0);
      NetworkSpec ridge = linear(Task.REGRESSION, 0, strength);
      zeros.add(zeros(fit(lasso, new Sgd(0.02), 5_000).parameters()).size());
      norms.add(-norm(kernel(fit(ridge, new Sgd(0.02), 5_000))));
    }
    assertThat(zeros).isSorted().endsWith(FEATURES);
    assertThat(norms).isSorted();
  }

  @Test
  void zerosComeWithAdamToo() {
    NetworkSpec network = linear(Task.REGRESSION, L1, 0);
    assertThat(zeros(fit(network, new Adam(0.01), 2_000).parameters())).isNotEmpty();
    NetworkSpec free = linear(Task.REGRESSION, 0, 0);
    assertThat(zeros(fit(free, new Adam(0.01), 2_000).parameters())).isEmpty();
  }

  @Test
  void theThresholdIsTheStepsRateTimesL1OnKernelsAlone() {
    NetworkSpec network =
        new NetworkSpec(
            1,
            List.of(
                new DenseSpec(
                    1, new Relu(), new HeNormal(), true, new RegularizerSpec(0.5, 0, 0, false)),
                new DenseSpec(
                    1,
                    new Identity(),
                    new HeNormal(),
                    true,
                    new RegularizerSpec(0.25, 0, 0, true))),
            Task.REGRESSION);
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, new Sgd(1), new InverseTime(1, 1), EarlyStoppingSpec.none());
    Gradient nothing = new Gradient(4, totals());
    float[] parameters = {1, 1, -1, 1};
    // Step 2: rate 1 / (1 + 1).
    new GradientStep(network, training).take(parameters, nothing, 2);
    assertThat(parameters).containsExactly(0.75f, 1, -0.875f, 0.875f);
  }

  private static Totals totals() {
    Totals totals = Totals.of(Task.REGRESSION, 1);
    totals.add(Matrix.zeros(1, 1), new float[1], new float[] {1}, 1);
    return totals;
  }

  @Test
  void theObjectiveIsTheLossWithItsPenalties() {
    NetworkSpec network = linear(Task.REGRESSION, L1, L2);
    TrainingResult result = fit(network, new Sgd(0.1), 3);
    EpochRecord last = result.history().get(2);
    double penalty = 0;
    for (float weight : kernel(result)) {
      penalty += L1 * Math.abs(weight) + L2 * weight * weight;
    }
    assertThat(last.objective() - last.train().loss()).isCloseTo(penalty, within(1e-6));
    assertThat(penalty).isGreaterThan(0.1);
  }

  @Test
  void noUnitGrowsBeyondTheMaxNorm() {
    RegularizerSpec limited = new RegularizerSpec(0, 0, 0.5, false);
    DenseSpec hidden = new DenseSpec(5, new Relu(), new HeNormal(), true, limited);
    List<LayerSpec> layers = List.of(hidden);
    NetworkSpec network = NetworkSpec.of(FEATURES, layers, 1, Task.REGRESSION, 0);
    float[] found = fit(network, new Adam(0.05), 50).parameters();
    double longest = 0;
    for (int unit = 0; unit < 5; unit++) {
      double squares = 0;
      for (int input = 0; input < FEATURES; input++) {
        squares += found[input * 5 + unit] * found[input * 5 + unit];
      }
      longest = Math.max(longest, Math.sqrt(squares));
    }
    assertThat(longest).isCloseTo(0.5, within(1e-6));
    // The output layer is not limited.
    assertThat(norm(Arrays.copyOfRange(found, 45, 50))).isGreaterThan(0.5);
  }
}
