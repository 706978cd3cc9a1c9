package org.lockstep.trainer.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

class PredictorTest {

  private static Matrix rows(int rows, int columns) {
    Matrix x = Matrix.zeros(rows, columns);
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] = (i * 7 % 11 - 5) / 4f;
    }
    return x;
  }

  @Test
  void eachTaskHasItsOwnOutputs() {
    Matrix x = new Matrix(new float[] {1, 2}, 0, 1, 2);
    float[] one = {1, -0.5f, 0.25f}; // logit 1·1 + 2·(−0.5) + 0.25
    assertThat(
            new Predictor(NetworkSpec.of(2, List.of(), 1, Task.REGRESSION, 0), one)
                .probabilities(x)
                .data())
        .containsExactly(0.25f);
    assertThat(
            new Predictor(NetworkSpec.of(2, List.of(), 1, Task.BINARY, 0), one)
                .probabilities(x)
                .get(0, 0))
        .isCloseTo((float) (1 / (1 + Math.exp(-0.25))), within(1e-6f));
    float[] two = {0, 0, 0, 0, 0, (float) Math.log(3)};
    assertThat(
            new Predictor(NetworkSpec.of(2, List.of(), 2, Task.MULTICLASS, 0), two)
                .probabilities(x)
                .data())
        .containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
  }

  @Test
  void aDeepLinearNetworkIsALinearOne() {
    Identity linear = new Identity();
    NetworkSpec deep =
        NetworkSpec.of(
            4, List.of(new DenseSpec(6, linear), new DenseSpec(5, linear)), 2, Task.REGRESSION, 0);
    Parameters parameters = Parameters.initialise(deep, 3);
    for (int i = 0; i < parameters.values().length; i++) {
      parameters.values()[i] += 0.01f * i;
    }
    // f is affine, so f(0) is its bias and f(eᵢ) − f(0) is row i of its kernel.
    Predictor predictor = new Predictor(deep, parameters.values());
    float[] atZero = predictor.probabilities(Matrix.zeros(1, 4)).data();
    Matrix units = Matrix.zeros(4, 4);
    for (int i = 0; i < 4; i++) {
      units.set(i, i, 1);
    }
    Matrix atUnits = predictor.probabilities(units);
    float[] flat = new float[4 * 2 + 2];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 2; j++) {
        flat[2 * i + j] = atUnits.get(i, j) - atZero[j];
      }
    }
    flat[8] = atZero[0];
    flat[9] = atZero[1];
    NetworkSpec shallow = NetworkSpec.of(4, List.of(), 2, Task.REGRESSION, 0);
    assertThat(new Predictor(shallow, flat).probabilities(rows(9, 4)).data())
        .containsExactly(predictor.probabilities(rows(9, 4)).data(), within(1e-4f));
  }

  @Test
  void rowsAreIndependentOfTheirNumberStorageAndDropout() {
    NetworkSpec network =
        NetworkSpec.of(
            3,
            List.of(new DropoutSpec(0.5), new DenseSpec(9, new Identity()), new DropoutSpec(0.5)),
            4,
            Task.MULTICLASS,
            0);
    float[] parameters = Parameters.initialise(network, 5).values();
    Predictor predictor = new Predictor(network, parameters);
    Matrix many = rows(600, 3);
    Matrix all = predictor.probabilities(many);
    Matrix last = predictor.probabilities(new Matrix(many.data(), 599 * 3, 1, 3));
    for (int j = 0; j < 4; j++) {
      assertThat(last.get(0, j)).isEqualTo(all.get(599, j));
    }
    int from = 599 * 3;
    float[] values = {many.data()[from], many.data()[from + 1], many.data()[from + 2]};
    SparseRows sparse = new SparseRows(3, new int[] {0, 3}, new int[] {0, 1, 2}, values);
    assertThat(predictor.probabilities(sparse).data()).isEqualTo(last.data());
    assertThat(predictor.probabilities(Matrix.zeros(0, 3)).rows()).isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    NetworkSpec network = NetworkSpec.of(3, List.of(), 2, Task.MULTICLASS, 0);
    assertThatThrownBy(() -> new Predictor(network, new float[7]))
        .hasMessage("parameters must hold 8 numbers. Received: 7");
    Predictor predictor = new Predictor(network, new float[new ParameterLayout(network).size()]);
    assertThatThrownBy(() -> predictor.probabilities(Matrix.zeros(1, 4)))
        .hasMessage("rows must have the network's 3 columns. Received: 4");
  }
}
