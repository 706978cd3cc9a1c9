package org.lockstep.trainer.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Step;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** What a layer answers, and what depth is good for. */
class NetworksTest {

  /**
   * [200, 17] through a layer of 2 inputs and 3 step units gives [1, 0, 1]. Weights and biases are
   * ours: they make z = [0.15, −1.3, 0.34].
   */
  @Test
  void twoNumbersSwitchTwoOfThreePerceptronsOn() {
    NetworkSpec layer = NetworkSpec.of(2, List.of(), 3, Task.REGRESSION, 0);
    float[] parameters = {0.01f, -0.02f, 0.005f, -0.05f, 0.1f, 0.02f, -1, 1, -1};
    float[] z = Outputs.of(layer, parameters, new Matrix(new float[] {200, 17}, 0, 1, 2));
    assertThat(z).containsExactly(new float[] {0.15f, -1.3f, 0.34f}, within(1e-5f));
    new Step().forward(Kernels.best().elements(), z, z, 0, 3);
    assertThat(z).containsExactly(1, 0, 1);
  }

  /** W₁·W₂·W₃ is one matrix, and what the biases add is one vector. */
  @Test
  void aDeepLinearNetworkIsALinearOne() {
    NetworkSpec deep =
        NetworkSpec.of(
            3,
            List.of(new DenseSpec(5, new Identity()), new DenseSpec(4, new Identity())),
            2,
            Task.REGRESSION,
            0);
    float[] parameters = Parameters.initialise(deep, 3).values();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += random.nextInt(-64, 65) / 128f; // biases start at zero
    }
    NetworkSpec flat = NetworkSpec.of(3, List.of(), 2, Task.REGRESSION, 0);
    Matrix rows = new Matrix(new float[] {1, 0.5f, -2, 0, 3, 0.25f, -1, -1, 1, 4, 2, 0}, 0, 4, 3);

    float[] expected = Outputs.of(deep, parameters, rows);
    assertThat(Outputs.of(flat, collapsed(deep, parameters), rows))
        .containsExactly(expected, within(1e-5f));
  }

  /** With a tanh between, no line through two points of the output meets the third. */
  @Test
  void aDeepNetworkWithTanhIsNot() {
    NetworkSpec bent =
        NetworkSpec.of(1, List.of(new DenseSpec(2, new Tanh())), 1, Task.REGRESSION, 0);
    float[] parameters = {1, 2, 0, 0, 1, 1, 0};
    float[] y = Outputs.of(bent, parameters, new Matrix(new float[] {0, 1, 2}, 0, 3, 1));
    assertThat((y[0] + y[2]) / 2).isLessThan(y[1] - 0.5f);
  }

  /** The kernel and bias of the one layer that does what the layers of a linear network do. */
  private static float[] collapsed(NetworkSpec network, float[] parameters) {
    MatrixMath math = new MatrixMath(Kernels.best());
    List<ParameterLayout.Slice> slices = new ParameterLayout(network).slices();
    Matrix kernel = slices.get(0).of(parameters);
    Matrix bias = slices.get(1).of(parameters);
    for (int i = 2; i < slices.size(); i += 2) {
      Matrix next = slices.get(i).of(parameters);
      Matrix product = Matrix.zeros(kernel.rows(), next.columns());
      math.addProduct(kernel, next, product);
      Matrix sum = Matrix.zeros(1, next.columns());
      math.repeatRow(slices.get(i + 1).of(parameters), sum);
      math.addProduct(bias, next, sum);
      kernel = product;
      bias = sum;
    }
    int weights = kernel.rows() * kernel.columns();
    float[] flat = new float[weights + bias.columns()];
    System.arraycopy(kernel.data(), 0, flat, 0, weights);
    System.arraycopy(bias.data(), 0, flat, weights, bias.columns());
    return flat;
  }
}
