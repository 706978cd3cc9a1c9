package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelsTest {

  /** Every CPU of these architectures has SIMD; a test run that fell back tests the wrong thing. */
  @Test
  void aMachineWithSimdUsesIt() {
    if (List.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"))) {
      assertThat(Kernels.best()).isInstanceOf(VectorKernel.class);
    }
  }

  @Test
  void itsVectorsAreAsWideAsTheCpusFlagsPromise() throws IOException {
    Path cpu = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpu) && Files.readString(cpu).contains(" avx2 ")) {
      assertThat(Kernels.best().name()).isIn("vector-256", "vector-512");
      assertThat(Kernels.best().elements()).isInstanceOf(VectorElements.class);
      assertThat(Kernels.best().updates()).isInstanceOf(VectorUpdates.class);
    }
  }

  @Test
  void theScalarKernelCanBeAskedFor() {
    assertThat(Kernels.choose("scalar")).isInstanceOf(ScalarKernel.class);
  }

  @Test
  void anUnknownKernelIsRefused() {
    assertThatThrownBy(() -> Kernels.choose("gpu"))
        .hasMessage("lockstep.kernel must be auto, vector or scalar. Received: gpu");
  }
}
