package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.EpochOrder;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.ParameterLayout.Role;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.regularizer.RegularizerSpec;

class BatchNormalizationTest {
  /** The stage alone, at the golden values of one name. */
  private static final class Bench {
    private final String name;
    private final int rows;
    private final int columns;
    private final float[] parameters;
    private final float[] gradient;
    private final BatchNormalizationStage stage;
    private final Pass pass = new Pass(new MatrixMath(Kernels.best()));
    private final MiniBatch batch;

    Bench(String name) {
      this.name = name;
      double[] settings = Golden.doubles(name + ".settings");
      rows = (int) settings[0];
      columns = (int) settings[1];
      parameters = new float[4 * columns];
      gradient = new float[parameters.length];
      int at = 0;
      for (String each : List.of("gamma", "beta", "mean", "variance")) {
        System.arraycopy(Golden.floats(name + "." + each), 0, parameters, at, columns);
        at += columns;
      }
      BatchNormalizationSpec spec =
          new BatchNormalizationSpec(settings[3], settings[2], true, true);
      stage =
          new BatchNormalizationStage(
              spec,
              Optional.of(slice(Role.GAMMA, 0)),
              Optional.of(slice(Role.BETA, 1)),
              slice(Role.MOVING_MEAN, 2),
              slice(Role.MOVING_VARIANCE, 3),
              true,
              new RowBuffer(rows, columns),
              Optional.of(new RowBuffer(rows, columns)));
      float[] weights = new float[rows];
      Arrays.fill(weights, 0.5f);
      batch = new MiniBatch(new Shard(Matrix.zeros(rows, columns), new float[0], 0, weights), rows);
      int[] order = new int[rows];
      EpochOrder.fillAscending(order);
      batch.select(order, 0, rows);
    }

    private Slice slice(Role role, int index) {
      return new Slice(
          role.name(),
          role,
          0,
          index * columns,
          1,
          columns,
          RegularizerSpec.none(),
          new Constant());
    }

    Matrix golden(String key) {
      return new Matrix(Golden.floats(name + "." + key), 0, rows, columns);
    }

    float[] gradient(int index) {
      return Arrays.copyOfRange(gradient, index * columns, (index + 1) * columns);
    }

    void isClose(float[] actual, String key, double tolerance) {
      double[] expected = Golden.doubles(name + "." + key);
      assertThat(actual).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        double bound = tolerance * Math.max(1, Math.abs(expected[i]));
        assertThat((double) actual[i])
            .as("%s %s[%d]", name, key, i)
            .isCloseTo(expected[i], within(bound));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "batch_norm_two_rows", "batch_norm_far"})
  void trainsAsTorch(String name) {
    Bench bench = new Bench(name);
    bench.pass.training(bench.parameters, bench.batch, 1, 7, 2);
    Matrix y = bench.stage.forward(bench.golden("x"), bench.pass);
    bench.isClose(y.data(), "y", 2e-7);
    Matrix dx = bench.stage.backward(bench.golden("delta"), bench.pass, bench.gradient);
    bench.isClose(dx.data(), "dx", 1e-6);
    bench.isClose(bench.gradient(0), "dgamma", 5e-7);
    bench.isClose(bench.gradient(1), "dbeta", 5e-7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "batch_norm_two_rows", "batch_norm_far"})
  void itsAveragesMoveAsKerasByTheBiasedVariance(String name) {
    Bench bench = new Bench(name);
    bench.pass.training(bench.parameters, bench.batch, 1, 7, 2);
    bench.stage.forward(bench.golden("x"), bench.pass);
    bench.stage.backward(bench.golden("delta"), bench.pass, bench.gradient);
    double weight = 0.5 * bench.rows;
    double momentum = Golden.doubles(name + ".settings")[3];
    for (String[] each : new String[][] {{"2", "moved_mean"}, {"3", "moved_variance"}}) {
      int index = Integer.parseInt(each[0]);
      float[] moved = bench.gradient(index);
      for (int j = 0; j < moved.length; j++) {
        float before = bench.parameters[index * bench.columns + j];
        moved[j] = (float) (momentum * before + (1 - momentum) * (moved[j] / weight));
      }
      bench.isClose(moved, each[1], 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch_norm", "batch_norm_two_rows", "batch_norm_far"})
  void evaluatesAsTorchWithItsAverages(String name) {
    Bench bench = new Bench(name);
    bench.pass.over(bench.parameters, bench.batch);
    Matrix y = bench.stage.forward(bench.golden("x"), bench.pass);
    bench.isClose(y.data(), "evaluation", 3e-7);
  }

  @Test
  void onePartOfOneRowIsRefusedWithItsPlace() {
    Bench bench = new Bench("batch_norm");
    bench.pass.training(bench.parameters, bench.batch, 1, 7, 2);
    assertThatThrownBy(() -> bench.stage.forward(Matrix.zeros(1, 3), bench.pass))
        .hasMessage(
            "a worker's part of a step must have >= 2 rows for batch normalization. Received: 1 row in step 7 of worker 2, both counted from 0");
  }

  @Test
  void everyStepMustHaveTwoRowsAWorker() {
    NetworkSpec network = network(new DenseSpec(4, new Relu()), new BatchNormalizationSpec());
    network.requireRows(80, 8, 4);
    network.requireRows(16, 100, 8);
    network.requireRows(88, 16, 4);
    assertThatThrownBy(() -> network.requireRows(80, 7, 4))
        .hasMessage(
            "batchSize must be >= 8, 2 rows for the batch normalization of each of 4 workers. Received: 7");
    assertThatThrownBy(() -> network.requireRows(83, 16, 4))
        .hasMessage(
            "batchSize must leave >= 8 rows for the last step of an epoch, 2 for the batch normalization of each of 4 workers; 83 training rows leave 3. Received: 16");
    network(new DenseSpec(4, new Relu())).requireRows(83, 1, 4);
  }

  @Test
  void takesTheBiasAwayThatTheMeanWouldTakeOutAgain() {
    NetworkSpec network =
        network(
            new DenseSpec(4, new Identity()),
            new BatchNormalizationSpec(),
            new ActivationSpec(new Relu()),
            new DenseSpec(3, new Relu()),
            new BatchNormalizationSpec(0.9, 1e-5, false, true));
    assertThat(network.dense()).extracting(DenseSpec::bias).containsExactly(false, true, true);
    assertThat(network.summary())
        .isEqualTo(
            "5 → 4 identity (no bias) → batch normalization → relu → 3 relu → batch normalization → 1 linear, 64 parameters");
    assertThat(new ParameterLayout(network).slices())
        .extracting(Slice::name)
        .containsExactly(
            "dense_1/kernel",
            "batch_normalization_1/gamma",
            "batch_normalization_1/beta",
            "batch_normalization_1/moving_mean",
            "batch_normalization_1/moving_variance",
            "dense_2/kernel",
            "dense_2/bias",
            "batch_normalization_2/gamma",
            "batch_normalization_2/moving_mean",
            "batch_normalization_2/moving_variance",
            "dense_3/kernel",
            "dense_3/bias");
  }

  @Test
  void startsAsTheIdentityOfRowsThatAreNormalized() {
    NetworkSpec network = network(new BatchNormalizationSpec(0.9, 1e-12, true, true));
    float[] parameters = Parameters.initialise(network, 3).values();
    // gamma, beta, moving mean, moving variance of 5 columns
    assertThat(Arrays.copyOf(parameters, 20))
        .containsExactly(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
  }

  @Test
  void sparseRowsAreNotNormalized() {
    NetworkSpec network = network(new DropoutSpec(0.1), new BatchNormalizationSpec());
    SparseRows sparse = new SparseRows(5, new int[] {0, 1}, new int[] {2}, new float[] {1});
    assertThatThrownBy(() -> network.requireReadable(sparse))
        .hasMessage(
            "layers must begin with a dense one where the rows are sparse, since another one would turn their zeros into numbers. Received: batch_normalization");
    network.requireReadable(Matrix.zeros(1, 5));
    network(new GaussianNoiseSpec(0.1), new DenseSpec(3, new Relu())).requireReadable(sparse);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new BatchNormalizationSpec(1, 1e-3, true, true))
        .hasMessage("momentum must be in [0, 1). Received: 1.0");
    assertThatThrownBy(() -> new BatchNormalizationSpec(0.9, 0, true, true))
        .hasMessage("epsilon must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new GaussianNoiseSpec(-1))
        .hasMessage("standardDeviation must be a finite number >= 0. Received: -1.0");
  }

  private static NetworkSpec network(LayerSpec... hidden) {
    return NetworkSpec.of(5, List.of(hidden), 1, Task.REGRESSION, 0);
  }
}
