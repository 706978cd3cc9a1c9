package org.lockstep.trainer.matrix;

import org.junit.jupiter.api.Nested;

/** The contract at the machine's own width and at every width, also those it must emulate. */
class VectorElementsTest extends ElementsContract {
  VectorElementsTest() {
    super(new VectorKernel().elements());
  }

  @Nested
  class With128Bits extends ElementsContract {
    With128Bits() {
      super(KernelOfWidth.load("128").elements());
    }
  }

  @Nested
  class With256Bits extends ElementsContract {
    With256Bits() {
      super(KernelOfWidth.load("256").elements());
    }
  }

  @Nested
  class With512Bits extends ElementsContract {
    With512Bits() {
      super(KernelOfWidth.load("512").elements());
    }
  }
}
