package org.lockstep.trainer.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Selu;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Matrix;

class InitializerTest {

  /** Every formula, those with settings with others than their defaults. */
  static List<Initializer> initializers() {
    return Initializer.names().stream()
        .map(
            name ->
                switch (name) {
                  case "normal" -> new Normal(0.3);
                  case "constant" -> new Constant(-0.7);
                  default -> Initializer.named(name);
                })
        .toList();
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void fillsAKernelAsAnIndependentImplementationDoes(Initializer initializer) {
    Matrix kernel = new Matrix(new float[20], 3, 5, 3);
    initializer.fill(kernel, 42, 2);
    double[] expected = Golden.doubles("initializer." + initializer.name());
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
    "he_normal, 0.01, 0.22737", // 2 / 200, 2·√0.01 / 0.8796
    "lecun_uniform, 0.005, 0.12248", // 1 / 200, √(3 / 200)
    "lecun_normal, 0.005, 0.16078" // 1 / 200, 2·√0.005 / 0.8796
  })
  void hasTheVarianceAndTheBoundsOfItsFormula(String name, double variance, double bound) {
    Matrix kernel = Matrix.zeros(200, 300);
    Initializer.named(name).fill(kernel, 7, 0);
    assertThat(variance(kernel)).isCloseTo(variance, within(0.02 * variance));
    double largest = 0;
    for (float value : kernel.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isBetween(0.99 * bound, bound);
  }

  @Test
  void aNormalKernelHasItsDeviationWhateverItsWidthAndIsNotCutOff() {
    Matrix kernel = Matrix.zeros(200, 300);
    new Normal(0.3).fill(kernel, 7, 0);
    assertThat(variance(kernel)).isCloseTo(0.09, within(0.02 * 0.09));
    int beyond = 0;
    for (float value : kernel.data()) {
      beyond += Math.abs(value) > 0.6 ? 1 : 0;
    }
    // 4.55% lie beyond two deviations; the tolerance is four standard errors.
    assertThat(beyond / 60_000.0).isCloseTo(0.0455, within(0.0034));
  }

  /** To 2%: four standard errors. The mean, which is 0, is checked to four of its own. */
  private static double variance(Matrix kernel) {
    double sum = 0;
    double squares = 0;
    for (float value : kernel.data()) {
      sum += value;
      squares += (double) value * value;
    }
    int size = kernel.data().length;
    assertThat(sum / size).isCloseTo(0, within(4 * Math.sqrt(squares / size / size)));
    return squares / size;
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Normal(0))
        .hasMessage("standardDeviation must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new Constant(1e39))
        .hasMessage("value must be a finite float. Received: 1.0E39");
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
    for (String name : List.of("identity", "sigmoid", "tanh", "softmax")) {
      assertThat(Initializer.defaultFor(Activation.named(name))).isEqualTo(new GlorotUniform());
    }
    for (String name : List.of("relu", "leaky_relu", "elu", "gelu", "gelu_tanh", "silu", "mish")) {
      assertThat(Initializer.defaultFor(Activation.named(name))).isEqualTo(new HeNormal());
    }
    assertThat(Initializer.defaultFor(new Selu())).isEqualTo(new LecunNormal());
  }

  @Test
  void namesWhatThereIs() {
    assertThatThrownBy(() -> Initializer.named("ones"))
        .hasMessage(
            "initializer must be one of glorot_uniform, glorot_normal, he_uniform, he_normal,"
                + " lecun_uniform, lecun_normal, normal, constant, zeros. Received: ones");
  }

  private static float[] filled(long seed, int layer) {
    Matrix kernel = Matrix.zeros(2, 3);
    new HeNormal().fill(kernel, seed, layer);
    return kernel.data();
  }
}
