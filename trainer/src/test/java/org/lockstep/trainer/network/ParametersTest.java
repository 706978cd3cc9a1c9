package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;

class ParametersTest {
  private static final NetworkSpec NETWORK =
      NetworkSpec.of(30, List.of(new DenseSpec(20, new Tanh())), 3, Task.MULTICLASS, 0);

  @Test
  void kernelsAreDrawnAndBiasesStartAtZero() {
    Parameters parameters = Parameters.initialise(NETWORK, 1);
    for (ParameterLayout.Slice slice : parameters.layout().slices()) {
      float[] piece =
          Arrays.copyOfRange(parameters.values(), slice.offset(), slice.offset() + slice.size());
      if (slice.kernel()) {
        assertThat(piece).as(slice.name()).doesNotContain(0f);
      } else {
        assertThat(piece).as(slice.name()).containsOnly(0f);
      }
    }
  }

  @Test
  void theSeedDecidesTheKernels() {
    assertThat(Parameters.initialise(NETWORK, 1).sha256())
        .isEqualTo(Parameters.initialise(NETWORK, 1).sha256())
        .isNotEqualTo(Parameters.initialise(NETWORK, 2).sha256());
  }

  @Test
  void theHashIsOfLittleEndianFloats() {
    // python: hashlib.sha256(struct.pack('<3f', 1.0, -2.5, 3e-8)).hexdigest()
    assertThat(Parameters.sha256(new float[] {1f, -2.5f, 3e-8f}))
        .isEqualTo("c1cff5e6e5dc7e449f54d6fb68e48c04ce3a0a5fe05ed3caa12544511d62e9b3");
  }

  @Test
  void longArraysAreHashedWhole() {
    float[] values = new float[10_000];
    String before = Parameters.sha256(values);
    values[9_999] = 1;
    assertThat(Parameters.sha256(values)).isNotEqualTo(before);
  }

  @Test
  void anArrayOfAnotherSizeIsRefused() {
    assertThatThrownBy(() -> new Parameters(NETWORK, new float[7]))
        .hasMessage("parameters must hold 683 numbers. Received: 7");
  }
}
