package org.lockstep.trainer.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.ScalarElements;

class ActivationTest {
  private static final Elements ELEMENTS = new ScalarElements();

  private final float[] z = Golden.floats("activation.z");

  /** Every function of single units, those with settings once more with others. */
  static List<Activation> activations() {
    return Stream.concat(
            Activation.names().stream().map(Activation::named).filter(each -> !each.mixesUnits()),
            Stream.of(new LeakyRelu(0.3), new Elu(1.5), new PRelu(-0.5), new RRelu(0.25, 0.75)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void equalsTorch(Activation activation) {
    float[] a = new float[z.length];
    activation.forward(ELEMENTS, z, a, 0, z.length);
    double[] expected = Golden.doubles(key(activation) + ".a");
    for (int i = 0; i < z.length; i++) {
      // Where a factor of z is one of the smallest floats, its error counts |z| times.
      double tolerance =
          Math.max(
              ulps(activation, z[i]) * Math.ulp((float) expected[i]),
              Math.abs(z[i]) * Float.MIN_VALUE);
      assertThat((double) a[i]).as("z = %s", z[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  /**
   * In units in the last place, below the normal floats in the smallest. The rounding of u weighs
   * |2u| times in e²ᵘ, hence the tail of the tanh form; Φ has 6 of its own.
   */
  private static double ulps(Activation activation, float z) {
    if (activation instanceof GeluTanh && z < 0) {
      return 3 + 3 * Math.min(104, Math.abs(1.6 * (z + 0.045 * z * z * z)));
    }
    return activation instanceof Gelu ? 7 : 3;
  }

  @ParameterizedTest
  @MethodSource("activations")
  void multipliesTheDeltaByTorchsDerivative(Activation activation) {
    float[] a = new float[z.length];
    float[] delta = new float[z.length];
    Arrays.fill(delta, -4);
    activation.forward(ELEMENTS, z, a, 0, z.length);
    activation.backward(ELEMENTS, z, a, delta, 0, z.length);
    double[] expected = Golden.doubles(key(activation) + ".derivative");
    for (int i = 0; i < z.length; i++) {
      // a rounds to a float, so 1 − a is known to 2⁻²⁴ only.
      assertThat(delta[i] / -4.0).as("z = %s", z[i]).isCloseTo(expected[i], within(2e-7));
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void worksInPlaceAndWithinItsRange(Activation activation) {
    float[] a = new float[z.length];
    activation.forward(ELEMENTS, z, a, 0, z.length);
    float[] inPlace = z.clone();
    activation.forward(ELEMENTS, inPlace, inPlace, 3, 12);
    float[] delta = new float[z.length];
    Arrays.fill(delta, 1);
    float[] deltaInPlace = delta.clone();
    activation.backward(ELEMENTS, z, a, delta, 3, 12);
    activation.backward(
        ELEMENTS, activation.derivesFromInput() ? z : inPlace, inPlace, deltaInPlace, 3, 12);
    assertThat(deltaInPlace).containsExactly(delta);
    for (int i = 0; i < z.length; i++) {
      boolean inside = i >= 3 && i < 12;
      assertThat(inPlace[i]).isEqualTo(inside ? a[i] : z[i]);
      if (!inside) {
        assertThat(delta[i]).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void passesNaNOn(Activation activation) {
    float[] a = {Float.NaN};
    activation.forward(ELEMENTS, a, a, 0, 1);
    assertThat(a[0]).isNaN();
  }

  @Test
  void softmaxOverTheUnitsOfARowEqualsTorch() {
    int units = 4;
    float[] a = Golden.floats("softmax.x");
    float[] delta = Golden.floats("softmax.delta");
    double[] outputs = Golden.doubles("softmax.y");
    double[] gradient = Golden.doubles("softmax.dx");
    Softmax softmax = new Softmax();
    for (int from = 0; from < a.length; from += units) {
      softmax.forward(ELEMENTS, a, a, from, from + units);
      softmax.backward(ELEMENTS, a, a, delta, from, from + units);
    }
    for (int i = 0; i < a.length; i++) {
      assertThat((double) a[i]).as("%d", i).isCloseTo(outputs[i], within(2e-7 * outputs[i]));
      assertThat((double) delta[i]).as("%d", i).isCloseTo(gradient[i], within(2e-7));
    }
    float[] strange = {1, Float.NaN};
    softmax.forward(ELEMENTS, strange, strange, 0, 2);
    assertThat(strange).containsOnly(Float.NaN);
  }

  @Test
  void namesWhatThereIs() {
    assertThat(Activation.names())
        .containsExactly(
            "identity",
            "sigmoid",
            "tanh",
            "relu",
            "leaky_relu",
            "rrelu",
            "prelu",
            "elu",
            "selu",
            "gelu",
            "gelu_tanh",
            "silu",
            "mish",
            "softplus",
            "softmax",
            "step");
    assertThatThrownBy(() -> Activation.named("swish"))
        .hasMessageStartingWith("activation must be one of identity, sigmoid, tanh, relu, leaky")
        .hasMessageEndingWith("Received: swish");
  }

  @Test
  void aFunctionIsItsNameAndItsSettings() {
    for (Activation activation : activations()) {
      Activation again = Activation.named(activation.name()).with(activation.settings());
      assertThat(again).isEqualTo(activation);
    }
    assertThat(Activation.named("leaky_relu").settings()).isEqualTo(Map.of("slope", 0.01));
    assertThat(Activation.named("elu").settings()).isEqualTo(Map.of("alpha", 1.0));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new LeakyRelu(-0.1))
        .hasMessage("slope must be a finite number >= 0. Received: -0.1");
    assertThatThrownBy(() -> new Elu(0))
        .hasMessage("alpha must be a finite number > 0. Received: 0.0");
    assertThatThrownBy(() -> new RRelu(-1, 1))
        .hasMessage("lower must be a finite number >= 0. Received: -1.0");
    assertThatThrownBy(() -> new RRelu(0.5, 0.25))
        .hasMessage("upper must be finite and >= lower, 0.5. Received: 0.25");
    assertThatThrownBy(() -> new PRelu(1e60))
        .hasMessage("alpha must be a finite float. Received: 1.0E60");
    assertThatThrownBy(() -> new Elu(Double.NaN)).hasMessageContaining("Received: NaN");
  }

  private static String key(Activation activation) {
    boolean other = !activation.equals(Activation.named(activation.name()));
    return "activation." + activation.name() + (other ? "_other" : "");
  }
}
