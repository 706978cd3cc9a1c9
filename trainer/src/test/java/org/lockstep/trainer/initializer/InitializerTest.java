package org.lockstep.trainer.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;

class InitializerTest {

  @ParameterizedTest
  @ValueSource(strings = {"glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "zeros"})
  void fillsAKernelAsAnIndependentImplementationDoes(String name) {
    Matrix kernel = new Matrix(new float[20], 3, 5, 3);
    Initializer.named(name).fill(kernel, 42, 2);
    double[] expected = Golden.doubles("initializer." + name);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) kernel.data()[3 + i]).isCloseTo(expected[i], within(1e-7));
    }
    assertThat(kernel.data()).startsWith(0, 0, 0).endsWith(0, 0);
  }

  /** limit² / 3 = 6 / (3·fan) for the uniform ones: the variance is that of the normal ones. */
  @ParameterizedTest
  @CsvSource({
    "glorot_uniform, 0.004, 0.10955", // 2 / 500, √(6 / 500)
    "glorot_normal, 0.004, 0.14380", // 2 / 500, 2·√0.004 / 0.8796
    "he_uniform, 0.01, 0.17321", // 2 / 200, √(6 / 200)
    "he_normal, 0.01, 0.22737" // 2 / 200, 2·√0.01 / 0.8796
  })
  void hasTheVarianceAndTheBoundsOfItsFormula(String name, double variance, double bound) {
    Matrix kernel = Matrix.zeros(200, 300);
    Initializer.named(name).fill(kernel, 7, 0);
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (float value : kernel.data()) {
      sum += value;
      squares += (double) value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    int size = kernel.data().length;
    // Four standard errors of the mean; the variance to 2%, which is four of its own.
    assertThat(sum / size).isCloseTo(0, within(4 * Math.sqrt(variance / size)));
    assertThat(squares / size).isCloseTo(variance, within(0.02 * variance));
    assertThat(largest).isBetween(0.99 * bound, bound);
  }

  @Test
  void givesLayersAndSeedsTheirOwnNumbers() {
    float[] kernel = filled(1, 0);
    assertThat(filled(1, 0)).containsExactly(kernel);
    assertThat(filled(1, 1)).doesNotContain(kernel);
    assertThat(filled(2, 0)).doesNotContain(kernel);
  }

  @Test
  void defaultsToTheFormulaMadeForTheActivation() {
    assertThat(Initializer.defaultFor(new Relu())).isEqualTo(new HeNormal());
    assertThat(Initializer.defaultFor(new Tanh())).isEqualTo(new GlorotUniform());
  }

  @Test
  void namesWhatThereIs() {
    assertThatThrownBy(() -> Initializer.named("ones"))
        .hasMessage(
            "initializer must be one of glorot_uniform, glorot_normal, he_uniform, he_normal, zeros."
                + " Received: ones");
  }

  private static float[] filled(long seed, int layer) {
    Matrix kernel = Matrix.zeros(2, 3);
    new HeNormal().fill(kernel, seed, layer);
    return kernel.data();
  }
}
