package org.lockstep.trainer.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNormTest {
  private final Kernel kernel = Kernels.best();

  @ParameterizedTest
  @ValueSource(floats = {1e-44f, 1e-30f, 1e-20f, 1e-10f, 1, 1e10f, 1e20f, 1e38f})
  void squaresNeedNotBeFloats(float scale) {
    float[] x = {99, 3 * scale, 0, -4 * scale, 99};
    double three = 3 * scale;
    double four = 4 * scale;
    double expected = Math.sqrt(three * three + four * four);
    if (!Double.isInfinite(expected)) {
      assertThat(SafeNorm.of(x, 1, 4, kernel) / expected).isCloseTo(1, within(1e-6));
      assertThat(SafeNorm.of(x, 1, 4, new ScalarKernel())).isEqualTo(SafeNorm.of(x, 1, 4, kernel));
    }
  }

  @Test
  void zerosAreZeroAndWhatIsNotFiniteStaysSo() {
    assertThat(SafeNorm.of(new float[7], 0, 7, kernel)).isZero();
    assertThat(SafeNorm.of(new float[0], 0, 0, kernel)).isZero();
    assertThat(SafeNorm.of(new float[] {1, Float.NaN}, 0, 2, kernel)).isNaN();
    assertThat(SafeNorm.of(new float[] {1, Float.NEGATIVE_INFINITY}, 0, 2, kernel)).isInfinite();
  }

  @Test
  void whatIsNotFiniteIsFoundWhereverItStands() {
    for (int n : new int[] {1, 15, 16, 17, 4095, 4096, 4097, 9001}) {
      for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        float[] x = new float[n];
        x[n - 1] = value;
        assertThat(NonFinite.first(x, 0, n, kernel)).isEqualTo(n - 1);
        assertThat(NonFinite.first(x, 0, n - 1, kernel)).isEqualTo(-1);
      }
    }
    float[] large = {1e30f, -1e38f};
    assertThat(NonFinite.first(large, 0, 2, kernel)).isEqualTo(-1);
  }
}
