package org.lockstep.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.KernelOfWidth;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.Task;

class LossTest {

  static Stream<Arguments> inVectors() {
    LossSpec plain = new LossSpec.CrossEntropy(0);
    LossSpec smoothed = new LossSpec.CrossEntropy(0.2);
    LossSpec focal = new LossSpec.Focal(2);
    LossSpec hinge = new LossSpec.Hinge();
    LossSpec positive = new LossSpec.PositiveWeighted(smoothed, List.of(2.0, 0.5, 7.25));
    return Stream.of("128", "256", "512")
        .flatMap(
            bits ->
                Stream.of(
                    Arguments.of(bits, Task.MULTICLASS, plain, 3),
                    Arguments.of(bits, Task.MULTICLASS, plain, 10),
                    Arguments.of(bits, Task.MULTICLASS, smoothed, 10),
                    Arguments.of(bits, Task.MULTICLASS, focal, 10),
                    Arguments.of(bits, Task.MULTICLASS, hinge, 10),
                    Arguments.of(bits, Task.DISTRIBUTION, new LossSpec.KlDivergence(), 10),
                    Arguments.of(bits, Task.BINARY, plain, 1),
                    Arguments.of(bits, Task.BINARY, smoothed, 1),
                    Arguments.of(bits, Task.BINARY, focal, 1),
                    Arguments.of(bits, Task.MULTI_LABEL, plain, 13),
                    Arguments.of(bits, Task.MULTI_LABEL, positive, 3),
                    Arguments.of(bits, Task.MULTI_LABEL, focal, 13),
                    Arguments.of(bits, Task.MULTI_LABEL, hinge, 13),
                    Arguments.of(bits, Task.RECONSTRUCTION, plain, 13),
                    Arguments.of(bits, Task.REGRESSION, new LossSpec.SquaredError(), 13),
                    Arguments.of(bits, Task.REGRESSION, new LossSpec.AbsoluteError(), 13),
                    Arguments.of(bits, Task.REGRESSION, new LossSpec.Huber(1), 13),
                    Arguments.of(bits, Task.REGRESSION, new LossSpec.Poisson(), 13)));
  }

  @ParameterizedTest
  @MethodSource("inVectors")
  void inVectorsHasTheBitsOfThePlainFormulas(String bits, Task task, LossSpec spec, int outputs) {
    SplittableRandom random = new SplittableRandom(9);
    int rows = 41;
    Matrix logits = new Matrix(new float[rows * outputs + 5], 5, rows, outputs);
    for (int i = 0; i < logits.data().length; i++) {
      logits.data()[i] = (float) (20 * random.nextGaussian());
    }
    logits.set(7, 0, spec instanceof LossSpec.Poisson ? 80 : 1e4f);
    logits.set(8, 0, -0f);
    logits.set(9, 0, -1e4f);
    boolean indices = task == Task.MULTICLASS;
    boolean shares = task == Task.RECONSTRUCTION || task == Task.DISTRIBUTION;
    float[] targets = new float[indices ? rows : rows * outputs];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = shares ? (float) random.nextDouble() : random.nextInt(indices ? outputs : 2);
    }
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = random.nextInt(3);
    }
    Loss loss = Loss.of(task, spec);
    float[] given = logits.data().clone();
    Matrix expected = new Matrix(new float[rows * outputs + 3], 3, rows, outputs);
    double value = loss.lossAndDelta(logits, targets, weights, expected);
    Matrix actual = new Matrix(new float[rows * outputs + 3], 3, rows, outputs);
    Elements elements = KernelOfWidth.load(bits).elements();
    assertThat(value).isFinite();
    assertThat(loss.lossAndDelta(elements, logits, targets, weights, actual)).isEqualTo(value);
    assertThat(actual.data()).isEqualTo(expected.data());
    assertThat(logits.data()).containsExactly(given);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, softmax, 7", "BINARY, sigmoid, 10", "REGRESSION, squared, 4"})
  void equalsTorchInValueAndGradient(Task task, String key, int rows) {
    Loss loss = Loss.of(task, LossSpec.defaultFor(task));
    float[] targets = Golden.floats("loss." + key + ".targets");
    float[] weights = Golden.floats("loss." + key + ".weights");
    Matrix logits = logits(key, rows);
    Matrix delta = Matrix.zeros(rows, logits.columns());
    double value = loss.lossAndDelta(logits, targets, weights, delta);
    double expected = Golden.doubles("loss." + key + ".loss")[0];
    assertThat(value).isCloseTo(expected, within(1e-7 * expected));
    assertThat(loss.loss(logits, targets, weights)).isEqualTo(value);
    double[] gradient = Golden.doubles("loss." + key + ".delta");
    for (int i = 0; i < gradient.length; i++) {
      // 2e-13: torch's 1 − σ(30) in float64, times a weight of 1024.
      double tolerance = 5e-7 * Math.abs(gradient[i]) + 2e-13;
      assertThat((double) delta.data()[i])
          .as("element %d", i)
          .isCloseTo(gradient[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, softmax, 7", "BINARY, sigmoid, 10"})
  void predictsTorchsProbabilities(Task task, String key, int rows) {
    Matrix logits = logits(key, rows);
    Loss.of(task, LossSpec.defaultFor(task)).predictions(logits, logits);
    double[] expected = Golden.doubles("loss." + key + ".predictions");
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 5e-7 * expected[i] + 1e-40;
      assertThat((double) logits.data()[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @Test
  void predictsLinearOutputsAsTheyAre() {
    Matrix out = Matrix.zeros(2, 2);
    new MeanSquaredError().predictions(new Matrix(new float[] {9, 1, -2, 3, 4}, 1, 2, 2), out);
    assertThat(out.data()).containsExactly(1, -2, 3, 4);
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, softmax, 7", "BINARY, sigmoid, 10", "REGRESSION, squared, 4"})
  void readsAndWritesOnlyTheRowsOfTheLogits(Task task, String key, int rows) {
    Loss loss = Loss.of(task, LossSpec.defaultFor(task));
    float[] targets = Golden.floats("loss." + key + ".targets");
    float[] weights = Golden.floats("loss." + key + ".weights");
    Matrix whole = logits(key, rows);
    Matrix delta = Matrix.zeros(rows, whole.columns());
    loss.lossAndDelta(whole, targets, weights, delta);

    // The same rows at an offset, one fewer of them.
    int size = whole.rows() * whole.columns();
    float[] moved = new float[size + 5];
    System.arraycopy(whole.data(), 0, moved, 5, size);
    Matrix fewer = new Matrix(moved, 5, rows, whole.columns()).firstRows(rows - 1);
    Matrix actual = new Matrix(new float[size + 2], 2, rows, whole.columns());
    double value = loss.lossAndDelta(fewer, targets, weights, actual.firstRows(rows - 1));

    assertThat(value).isEqualTo(loss.loss(whole.firstRows(rows - 1), targets, weights));
    for (int i = 0; i < size; i++) {
      boolean inside = i < size - whole.columns();
      assertThat(actual.data()[i + 2]).isEqualTo(inside ? delta.data()[i] : 0);
    }
  }

  @ParameterizedTest
  @CsvSource({"MULTICLASS, 3", "BINARY, 1", "REGRESSION, 3"})
  void slopesAsItsCentralDifference(Task task, int outputs) {
    Loss loss = Loss.of(task, LossSpec.defaultFor(task));
    float step = 0x1p-7f;
    float[] targets = {1, 0, 1};
    float[] weights = {0.75f};
    Matrix logits = Matrix.zeros(1, outputs);
    for (int k = 0; k < outputs; k++) {
      logits.set(0, k, 0.5f - 0.75f * k);
    }
    Matrix delta = Matrix.zeros(1, outputs);
    loss.lossAndDelta(logits, targets, weights, delta);
    for (int k = 0; k < outputs; k++) {
      float z = logits.get(0, k);
      logits.set(0, k, z + step);
      double above = loss.loss(logits, targets, weights);
      logits.set(0, k, z - step);
      double below = loss.loss(logits, targets, weights);
      logits.set(0, k, z);
      // The difference quotient errs by h²/6·f‴ and by the floats' rounding over h: about 1e-5.
      assertThat((above - below) / (2 * step)).isCloseTo(delta.get(0, k), within(3e-5));
    }
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void showsNaN(Task task) {
    Matrix logits = Matrix.zeros(1, task == Task.BINARY ? 1 : 2);
    logits.set(0, 0, Float.NaN);
    assertThat(
            Loss.of(task, LossSpec.defaultFor(task))
                .loss(logits, new float[] {1, 0}, new float[] {1}))
        .isNaN();
  }

  @Test
  void isZeroWithoutRows() {
    for (Task task : Task.values()) {
      Matrix none = Matrix.zeros(0, 1);
      assertThat(
              Loss.of(task, LossSpec.defaultFor(task))
                  .lossAndDelta(none, new float[0], new float[0], none))
          .isZero();
    }
  }

  private static Matrix logits(String key, int rows) {
    float[] values = Golden.floats("loss." + key + ".logits");
    return new Matrix(values, 0, rows, values.length / rows);
  }
}
