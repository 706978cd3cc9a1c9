package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract at the machine's own width and at every width, also those it must emulate. */
class VectorKernelTest extends KernelContract {
  VectorKernelTest() {
    super(new VectorKernel());
  }

  @Nested
  class With128Bits extends KernelContract {
    With128Bits() {
      super(KernelOfWidth.load("128"));
    }
  }

  @Nested
  class With256Bits extends KernelContract {
    With256Bits() {
      super(KernelOfWidth.load("256"));
    }
  }

  @Nested
  class With512Bits extends KernelContract {
    With512Bits() {
      super(KernelOfWidth.load("512"));
    }
  }

  @Test
  void theWidthCanBeChosen() {
    assertThat(KernelOfWidth.load("128").name()).isEqualTo("vector-128");
    assertThat(KernelOfWidth.load("512").name()).isEqualTo("vector-512");
  }

  @Test
  void anImpossibleWidthIsRefused() {
    assertThatThrownBy(() -> KernelOfWidth.load("384"))
        .rootCause()
        .hasMessage("lockstep.vectorBits must be 128, 256 or 512. Received: 384");
  }
}
