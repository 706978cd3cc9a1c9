package org.lockstep.trainer.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.golden.Golden;

class ActivationTest {
  private final float[] z = Golden.floats("activation.z");

  @ParameterizedTest
  @ValueSource(strings = {"identity", "sigmoid", "tanh", "relu"})
  void equalsTorch(String name) {
    float[] a = new float[z.length];
    Activation.named(name).forward(z, a, 0, z.length);
    double[] expected = Golden.doubles("activation." + name + ".a");
    for (int i = 0; i < z.length; i++) {
      // 3 ulp, and below the normal floats three of the smallest.
      double tolerance = 3 * Math.ulp((float) expected[i]);
      assertThat((double) a[i]).as("z = %s", z[i]).isCloseTo(expected[i], within(tolerance));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "sigmoid", "tanh", "relu"})
  void multipliesTheDeltaByTorchsDerivative(String name) {
    float[] a = new float[z.length];
    float[] delta = new float[z.length];
    Arrays.fill(delta, -4);
    Activation activation = Activation.named(name);
    activation.forward(z, a, 0, z.length);
    activation.backward(z, a, delta, 0, z.length);
    double[] expected = Golden.doubles("activation." + name + ".derivative");
    for (int i = 0; i < z.length; i++) {
      // a rounds to a float, so 1 − a is known to 2⁻²⁴ only.
      assertThat(delta[i] / -4.0).as("z = %s", z[i]).isCloseTo(expected[i], within(2e-7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "sigmoid", "tanh", "relu"})
  void worksInPlaceAndWithinItsRange(String name) {
    Activation activation = Activation.named(name);
    float[] a = new float[z.length];
    activation.forward(z, a, 0, z.length);
    float[] inPlace = z.clone();
    activation.forward(inPlace, inPlace, 3, 12);
    float[] delta = new float[z.length];
    Arrays.fill(delta, 1);
    float[] deltaInPlace = delta.clone();
    activation.backward(z, a, delta, 3, 12);
    activation.backward(inPlace, inPlace, deltaInPlace, 3, 12);
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
  @ValueSource(strings = {"identity", "sigmoid", "tanh", "relu"})
  void passesNaNOn(String name) {
    float[] a = {Float.NaN};
    Activation.named(name).forward(a, a, 0, 1);
    assertThat(a[0]).isNaN();
  }

  @Test
  void namesWhatThereIs() {
    assertThat(Activation.names()).containsExactly("identity", "sigmoid", "tanh", "relu");
    assertThatThrownBy(() -> Activation.named("gelu"))
        .hasMessage("activation must be one of identity, sigmoid, tanh, relu. Received: gelu");
  }
}
