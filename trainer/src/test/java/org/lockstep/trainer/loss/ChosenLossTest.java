package org.lockstep.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Losses that a job chooses, against torch and scikit-learn at hard points. */
class ChosenLossTest {

  static List<Arguments> losses() {
    return List.of(
        Arguments.of("softmax_smoothed", Task.MULTICLASS, new LossSpec.CrossEntropy(0.1), 3),
        Arguments.of("softmax_smoothed_much", Task.MULTICLASS, new LossSpec.CrossEntropy(0.9), 3),
        Arguments.of("softmax_focal_2", Task.MULTICLASS, new LossSpec.Focal(2), 3),
        Arguments.of("softmax_focal_0.5", Task.MULTICLASS, new LossSpec.Focal(0.5), 3),
        Arguments.of("multiclass_hinge", Task.MULTICLASS, new LossSpec.Hinge(), 3),
        Arguments.of("sigmoid_smoothed", Task.BINARY, new LossSpec.CrossEntropy(0.2), 1),
        Arguments.of("sigmoid_focal_2", Task.BINARY, new LossSpec.Focal(2), 1),
        Arguments.of("sigmoid_focal_0.5", Task.BINARY, new LossSpec.Focal(0.5), 1),
        Arguments.of("binary_hinge", Task.BINARY, new LossSpec.Hinge(), 1),
        Arguments.of("absolute", Task.REGRESSION, new LossSpec.AbsoluteError(), 2),
        Arguments.of("huber_1", Task.REGRESSION, new LossSpec.Huber(1), 2),
        Arguments.of("huber_0.375", Task.REGRESSION, new LossSpec.Huber(0.375), 2),
        Arguments.of("poisson", Task.REGRESSION, new LossSpec.Poisson(), 2),
        Arguments.of("labels", Task.MULTI_LABEL, new LossSpec.CrossEntropy(0), 3),
        Arguments.of("labels_smoothed", Task.MULTI_LABEL, new LossSpec.CrossEntropy(0.2), 3),
        Arguments.of("labels_focal_2", Task.MULTI_LABEL, new LossSpec.Focal(2), 3),
        Arguments.of("labels_focal_0.5", Task.MULTI_LABEL, new LossSpec.Focal(0.5), 3),
        Arguments.of("labels_hinge", Task.MULTI_LABEL, new LossSpec.Hinge(), 3),
        Arguments.of(
            "labels_weighted",
            Task.MULTI_LABEL,
            new LossSpec.PositiveWeighted(new LossSpec.CrossEntropy(0), List.of(2.0, 0.5, 7.25)),
            3),
        weighted("smoothed", new LossSpec.CrossEntropy(0.2)),
        weighted("focal_2", new LossSpec.Focal(2)),
        weighted("hinge", new LossSpec.Hinge()),
        Arguments.of("kl_divergence", Task.DISTRIBUTION, new LossSpec.KlDivergence(), 3));
  }

  private static Arguments weighted(String name, LossSpec loss) {
    return Arguments.of(
        "labels_weighted_" + name,
        Task.MULTI_LABEL,
        new LossSpec.PositiveWeighted(loss, List.of(2.0, 0.5, 7.25)),
        3);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void equalsTorchInValueAndGradient(String key, Task task, LossSpec spec, int outputs) {
    Loss loss = Loss.of(task, spec);
    Matrix logits = logits(key, outputs);
    Matrix delta = Matrix.zeros(logits.rows(), outputs);
    double value = loss.lossAndDelta(logits, targets(key), weights(key), delta);
    double expected = Golden.doubles("losses." + key + ".loss")[0];
    assertThat(value).isCloseTo(expected, within(5e-7 * Math.abs(expected)));
    assertThat(loss.loss(logits, targets(key), weights(key))).isEqualTo(value);
    double[] gradient = Golden.doubles("losses." + key + ".delta");
    for (int i = 0; i < gradient.length; i++) {
      // 2e-6: quotients of float exponentials, and γ times their error; 5e-8: a float of about 1/3
      // from which about as much is taken away.
      double tolerance = 2e-6 * Math.abs(gradient[i]) + 5e-8;
      assertThat((double) delta.data()[i])
          .as("element %d", i)
          .isCloseTo(gradient[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void readsAndWritesOnlyTheRowsOfTheLogits(String key, Task task, LossSpec spec, int outputs) {
    Loss loss = Loss.of(task, spec);
    Matrix whole = logits(key, outputs);
    int size = whole.rows() * outputs;
    Matrix delta = Matrix.zeros(whole.rows(), outputs);
    loss.lossAndDelta(whole, targets(key), weights(key), delta);
    float[] moved = new float[size + 5];
    System.arraycopy(whole.data(), 0, moved, 5, size);
    Matrix fewer = new Matrix(moved, 5, whole.rows(), outputs).firstRows(whole.rows() - 1);
    Matrix actual = new Matrix(new float[size + 2], 2, whole.rows(), outputs);
    double value =
        loss.lossAndDelta(fewer, targets(key), weights(key), actual.firstRows(whole.rows() - 1));
    assertThat(value)
        .isEqualTo(loss.loss(whole.firstRows(whole.rows() - 1), targets(key), weights(key)));
    for (int i = 0; i < size; i++) {
      boolean inside = i < size - outputs;
      assertThat(actual.data()[i + 2]).isEqualTo(inside ? delta.data()[i] : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void isTheWeightedSumOverRows(String key, Task task, LossSpec spec, int outputs) {
    Loss loss = Loss.of(task, spec);
    Matrix logits = logits(key, outputs);
    float[] ones = new float[logits.rows()];
    Arrays.fill(ones, 1);
    double sum = 0;
    int columns = targets(key).length / logits.rows();
    for (int row = 0; row < logits.rows(); row++) {
      Matrix one = new Matrix(logits.data(), row * outputs, 1, outputs);
      float[] target = Arrays.copyOfRange(targets(key), row * columns, (row + 1) * columns);
      sum += weights(key)[row] * loss.loss(one, target, new float[] {1});
    }
    double whole = loss.loss(logits, targets(key), weights(key));
    assertThat(whole).isCloseTo(sum, within(1e-12 * Math.abs(sum)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void showsNaN(String key, Task task, LossSpec spec, int outputs) {
    Matrix logits = Matrix.zeros(1, outputs);
    logits.set(0, outputs - 1, Float.NaN);
    float[] targets = new float[outputs];
    assertThat(Loss.of(task, spec).loss(logits, targets, new float[] {1})).as(key).isNaN();
  }

  @Test
  void focalWithoutFocusIsCrossEntropy() {
    Matrix logits = logits("softmax_focal_2", 3);
    float[] targets = targets("softmax_focal_2");
    float[] weights = weights("softmax_focal_2");
    double plain = new SoftmaxCrossEntropy().loss(logits, targets, weights);
    assertThat(new SoftmaxFocal(0).loss(logits, targets, weights))
        .isCloseTo(plain, within(1e-9 * plain));
  }

  @Test
  void poissonPredictsAndIsScoredOnTheMean() {
    Matrix logits = new Matrix(new float[] {0, 1}, 0, 2, 1);
    Matrix out = Matrix.zeros(2, 1);
    new Poisson().predictions(logits, out);
    assertThat(out.get(0, 0)).isEqualTo(1);
    assertThat(out.get(1, 0)).isCloseTo((float) Math.E, within(3e-7f));
    new Poisson().applyLink(logits);
    assertThat(logits.data()).isEqualTo(out.data());
  }

  @Test
  void aLossForAnotherTaskIsRefused() {
    assertThatThrownBy(() -> NetworkSpec.of(3, List.of(), 1, Task.BINARY, new LossSpec.Huber(1), 0))
        .hasMessage("loss must be one for the task BINARY. Received: huber");
    assertThat(
            NetworkSpec.of(3, List.of(), 1, Task.REGRESSION, new LossSpec.Poisson(), 0).summary())
        .isEqualTo("3 → 1 exp, 4 parameters");
  }

  private static Matrix logits(String key, int outputs) {
    float[] values = Golden.floats("losses." + key + ".logits");
    return new Matrix(values, 0, values.length / outputs, outputs);
  }

  private static float[] targets(String key) {
    return Golden.floats("losses." + key + ".targets");
  }

  private static float[] weights(String key) {
    return Golden.floats("losses." + key + ".weights");
  }
}
