package org.lockstep.trainer.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/** What a network is made of, and what depth is good for. */
class NetworksTest {

  /** Digits of 28 × 28 pixels, 50 hidden units, 10 classes: (784 + 1)·50 + (50 + 1)·10. */
  @Test
  void theDigitNetworkHas39760Parameters() {
    NetworkSpec network =
        NetworkSpec.of(784, List.of(new DenseSpec(50, new Relu())), 10, Task.MULTICLASS, 0);
    assertThat(new ParameterLayout(network).size()).isEqualTo(39_760);
    assertThat(network.summary()).isEqualTo("784 → 50 relu → 10 softmax, 39,760 parameters");
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
