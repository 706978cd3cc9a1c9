package org.lockstep.trainer.divergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.initializer.Normal;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.NonFinite;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Every way out of the finite numbers is named: the step, the quantity, the rows, the remedy. */
class DivergenceTest {
  private static final int ROWS = 12;

  private static NetworkSpec regression(LayerSpec... hidden) {
    return NetworkSpec.of(3, List.of(hidden), 1, Task.REGRESSION, 0);
  }

  private static TrainingSpec training(double learningRate) {
    return new TrainingSpec(
        3,
        ROWS,
        20,
        1,
        new Sgd(learningRate),
        new org.lockstep.trainer.schedule.Constant(),
        EarlyStoppingSpec.none());
  }

  /** Row i, column j: (i + 3·j) mod 7 − 3; targets −1, 0, 1. */
  private static Shard rows() {
    Matrix x = Matrix.zeros(ROWS, 3);
    float[] targets = new float[ROWS];
    float[] weights = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < 3; j++) {
        x.set(i, j, (i + 3 * j) % 7 - 3);
      }
      targets[i] = i % 3 - 1;
      weights[i] = 1;
    }
    return new Shard(x, targets, 1, weights);
  }

  private static Shard with(int row, int column, float value) {
    Shard shard = rows();
    ((Matrix) shard.features()).set(row, column, value);
    return shard;
  }

  private static DivergedException diverged(
      NetworkSpec network, TrainingSpec training, Shard rows, float[] parameters) {
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());
    TrainingRun run = new TrainingRun(network, training, workers, (record, p) -> {});
    return catchThrowableOfType(DivergedException.class, () -> run.fit(parameters));
  }

  private static float[] initial(NetworkSpec network) {
    return Parameters.initialise(network, 1).values();
  }

  @Test
  void anInputOfNaNIsNamedWithItsRowAndColumn() {
    NetworkSpec network = regression(new DenseSpec(4, new Tanh()));
    float[] parameters = initial(network);
    // Row 7 is dealt to worker 7 mod 3, whose row ⌊7/3⌋ it is.
    assertThat(diverged(network, training(0.1), with(7, 2, Float.NaN), parameters))
        .hasMessage(
            "training diverged in epoch 1, step 1: an input is NaN in 1 of the step's rows: row 2 of"
                + " worker 1, feature 2 = NaN (loss NaN). Correct or leave out these rows: a feature"
                + " must be a finite number");
    assertThat(parameters).as("untouched").isEqualTo(initial(network));
  }

  @Test
  void aHugeInputIsNamedAsTheReasonForALayersOverflow() {
    NetworkSpec network = regression(new DenseSpec(4, new Relu()));
    float[] parameters = initial(network);
    assertThat(diverged(network, training(0.1), with(5, 0, 3e38f), parameters))
        .hasMessageMatching(
            "training diverged in epoch 1, step 1: the (output of dense_1|output of dense_2|loss|"
                + "error sent back to dense_2|gradient of dense_[12]/kernel) is \\S+ in \\d+ of the"
                + " step's rows: row 1 of worker 2, feature 0 = 3\\.0E38 \\(loss \\S+\\)\\."
                + " Check these rows and scale the features \\(3\\.0E38 is far from 1\\)");
    assertThat(parameters).as("untouched").isEqualTo(initial(network));
  }

  @Test
  void aHugeInputOfASparseRowIsNamedToo() {
    NetworkSpec network = NetworkSpec.of(9, List.of(), 1, Task.REGRESSION, 0);
    SparseRows x =
        new SparseRows(9, new int[] {0, 1, 3, 3}, new int[] {8, 2, 6}, new float[] {1, 1, -3e38f});
    Shard rows = new Shard(x, new float[3], 1, new float[] {1, 1, 1});
    assertThat(diverged(network, training(0.1), rows, initial(network)))
        .hasMessageContaining("row 0 of worker 1, feature 6 = -3.0E38")
        .hasMessageContaining("in 1 of the step's rows");
  }

  @Test
  void tooHighARateStopsBeforeItSpoilsTheParameters() {
    for (double rate : new double[] {1e3, 1e10, 1e30}) {
      NetworkSpec network = regression(new DenseSpec(4, new Relu()), new DenseSpec(4, new Relu()));
      float[] parameters = initial(network);
      assertThat(diverged(network, training(rate), rows(), parameters))
          .hasMessageMatching(
              "training diverged in epoch \\d, step 1: (the step explodes: learning rate \\S+ times a gradient whose sum for"
                  + " dense_\\d/\\w+\\[\\d+\\] is \\S+|the (output of|error sent back to) dense_\\d"
                  + " is \\S+ in \\d+ of the step's rows: row \\d of worker \\d, .*) \\(loss \\S+\\)\\."
                  + " Try a smaller learning rate than "
                  + rate
                  + ", and clip the gradient by global norm");
      assertThat(indexOfInfinite(parameters)).as("those of the step before").isNegative();
    }
  }

  private static int indexOfInfinite(float[] x) {
    return NonFinite.first(x, 0, x.length);
  }

  @Test
  void atMostFiveRowsAreNamedAndAllAreCounted() {
    NetworkSpec network = regression();
    float[] parameters = initial(network);
    parameters[0] = parameters[1] = parameters[2] = 3e38f;
    String message = diverged(network, training(0.1), rows(), parameters).getMessage();
    assertThat(message.split("row \\d of worker", -1)).hasSize(6);
    assertThat(message).contains("; …").contains("the output of dense_1 is");
  }

  @Test
  void initialWeightsThatOverflowAreNamedAsSuch() {
    NetworkSpec network =
        regression(
            new DenseSpec(64, new Relu(), new Normal(1e20), true, 0),
            new DenseSpec(64, new Relu(), new Normal(1e20), true, 0));
    assertThat(diverged(network, training(0.1), rows(), initial(network)))
        .hasMessageContaining("epoch 1, step 1: the output of dense_2 is ")
        .hasMessageEndingWith("No update was made yet: choose smaller initial weights");
  }

  @Test
  void aGradientThatOverflowsUnderAFiniteLossStopsBeforeTheOptimizer() {
    // Logits 1e19 and a squared error of 1e38: finite, but x·δ = 1e20·2e19 is not.
    NetworkSpec network = NetworkSpec.of(1, List.of(), 1, Task.REGRESSION, 0);
    Shard rows =
        new Shard(
            new Matrix(new float[] {1, 1e20f, 1}, 0, 3, 1), new float[3], 1, new float[] {1, 1, 1});
    float[] parameters = {0.1f, 0};
    assertThat(diverged(network, training(0.1), rows, parameters))
        .hasMessageContaining("the gradient of dense_1/kernel is Infinity in 1 of the step's rows")
        .hasMessageContaining("row 0 of worker 1, feature 0 = 1.0E20")
        .hasMessageContaining("Check these rows and scale the features");
    assertThat(parameters).containsExactly(0.1f, 0);
  }

  @Test
  void aLossThatOverflowsUnderFiniteLogitsIsNamed() {
    NetworkSpec network =
        NetworkSpec.of(3, List.of(), 1, Task.REGRESSION, new LossSpec.Poisson(), 0);
    Shard rows = rows();
    for (int i = 0; i < ROWS; i++) {
      rows.targets()[i] = 1;
    }
    float[] parameters = {500, 0, 0, 0};
    assertThat(diverged(network, training(0.1), rows, parameters))
        .hasMessageContaining(": the loss is Infinity in ");
  }

  private static Divergence divergence(NetworkSpec network, ClipSpec clip) {
    TrainingSpec plain = training(0.1);
    TrainingSpec clipped =
        new TrainingSpec(
                3, ROWS, 20, 1, plain.optimizer(), plain.schedule(), EarlyStoppingSpec.none())
            .toBuilder().clip(clip).build();
    LocalWorkers workers =
        LocalWorkers.dealing(network, clipped, Map.of(Split.TRAIN, rows()), Kernels.best());
    return new Divergence(network, clipped, workers);
  }

  private static Gradient gradient(NetworkSpec network, int at, float value) {
    Gradient gradient =
        new Gradient(new ParameterLayout(network).size(), Totals.of(Task.REGRESSION, 1));
    gradient.totals().add(Matrix.zeros(1, 1), new float[1], new float[] {1}, 0);
    gradient.sums()[at] = value;
    return gradient;
  }

  @Test
  void aParameterThatIsNotFiniteIsNamed() {
    NetworkSpec network = regression(new DenseSpec(4, new Tanh()));
    float[] parameters = initial(network);
    parameters[13] = Float.NEGATIVE_INFINITY;
    Divergence divergence = divergence(network, new NoClip());
    assertThatThrownBy(
            () -> divergence.requireFinite(parameters, gradient(network, 0, Float.NaN), 3, 1))
        .hasMessage(
            "training diverged in epoch 4, step 2: before the step dense_1/bias[1] is -Infinity"
                + " (loss 0.0). Try a smaller learning rate than 0.1, and clip the gradient by"
                + " global norm");
    assertThatThrownBy(() -> divergence.requireFinite(parameters, 3, 9, 0.5))
        .hasMessageContaining("epoch 4, step 9: after the update dense_1/bias[1] is -Infinity");
  }

  @Test
  void aSumThatOverflowsInMergingIsNamedByItsPlace() {
    NetworkSpec network = regression();
    assertThatThrownBy(
            () ->
                divergence(network, new NoClip())
                    .requireFinite(
                        initial(network), gradient(network, 2, Float.POSITIVE_INFINITY), 0, 1))
        .hasMessageContaining("the merged gradient of dense_1/kernel[2] is Infinity");
  }

  @Test
  void clippingIsTrustedWithAGradientThatIsLongButFinite() {
    NetworkSpec network = regression();
    float[] parameters = initial(network);
    Gradient large = gradient(network, 3, -1e30f);
    assertThatThrownBy(
            () -> divergence(network, new NoClip()).requireFinite(parameters, large, 0, 1))
        .hasMessageContaining(
            "the step explodes: learning rate 0.1 times a gradient whose sum for dense_1/bias[0] is -1.0E30");
    assertThatCode(
            () ->
                divergence(network, new ClipByGlobalNorm(1)).requireFinite(parameters, large, 0, 1))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                divergence(network, new NoClip())
                    .requireFinite(parameters, gradient(network, 0, 1e18f), 0, 1))
        .doesNotThrowAnyException();
  }

  @Test
  void aLayerWhoseOutputIsWrittenOverIsNamedAllTheSame() {
    NetworkSpec network =
        regression(
            new DenseSpec(2, new Identity(), new Constant(1e10), true, 0),
            new BatchNormalizationSpec(),
            new DenseSpec(2, new Relu()));
    // The mean, and so every row of the normalization's output, is not finite either.
    assertThat(diverged(network, training(0.1), with(0, 0, 1e38f), initial(network)))
        .hasMessageContaining("the output of dense_1 is Infinity in 1 of the step's rows");
  }

  @Test
  void aLongGradientThatIsClippedElementByElementGoesOn() {
    NetworkSpec network = regression();
    TrainingSpec plain = training(1e-3);
    TrainingSpec clipped =
        new TrainingSpec(
                3, ROWS, 4, 1, plain.optimizer(), plain.schedule(), EarlyStoppingSpec.none())
            .toBuilder().clip(new ClipByValue(1)).build();
    Shard long16 = with(4, 1, 1e16f);
    assertThat(diverged(network, plain, long16, initial(network)))
        .hasMessageContaining("the step explodes");
    float[] parameters = initial(network);
    assertThat(diverged(network, clipped, long16, parameters)).isNull();
    assertThat(indexOfInfinite(parameters)).isNegative();
  }

  @Test
  void equalWeightsDoNotHideTheFirstLayer() {
    NetworkSpec network =
        regression(
            new DenseSpec(2, new Tanh(), new Constant(1), true, 0),
            new DenseSpec(2, new Relu(), new Constant(3e38), true, 0),
            new DenseSpec(2, new Relu(), new Constant(1), true, 0));
    assertThat(diverged(network, training(0.1), rows(), initial(network)))
        .hasMessageContaining("the output of dense_2 is -Infinity in 10 of the step's rows");
  }
}
