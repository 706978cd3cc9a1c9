package org.lockstep.trainer.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.golden.Golden;

class MaxNormTest {

  @Test
  void shortensTheColumnsThatAreTooLongAndNoOthers() {
    // Columns (3, 4) of length 5 and (1, 2) of length √5.
    float[] w = {9, 3, 1, 4, 2, 9};
    new MaxNorm(2.5, 2).apply(w, 1, 2);
    assertThat(w).containsExactly(9, 1.5f, 1, 2, 2, 9);
  }

  @Test
  void aColumnOfTheLimitsLengthKeepsItsBits() {
    float[] w = {3, 0.1f, 4, 0.1f};
    new MaxNorm(5, 2).apply(w, 0, 2);
    assertThat(w).containsExactly(3, 0.1f, 4, 0.1f);
  }

  /** A kernel (6, 5) against {@code torch.renorm}, some of whose columns are within the limit. */
  @Test
  void followsPyTorch() {
    float[] x = Golden.floats("regularizer.x");
    float[] w = new float[30];
    for (int row = 0; row < 6; row++) {
      System.arraycopy(x, row * 8, w, row * 5, 5);
    }
    float[] before = w.clone();
    new MaxNorm(0.75, 5).apply(w, 0, 6);
    assertThat(w).containsExactly(Golden.floats("regularizer.max_norm"), within(1e-6f));
    assertThat(w).isNotEqualTo(before);
  }

  /** The squares of these are beyond the floats. */
  @Test
  void shortensHugeColumnsAndLeavesWhatIsNotFiniteToBeSeen() {
    float[] w = {3e30f, Float.NaN, Float.POSITIVE_INFINITY, 4e30f, 1, 1};
    new MaxNorm(5, 3).apply(w, 0, 2);
    assertThat(Arrays.copyOf(w, 1)).containsExactly(new float[] {3}, within(1e-6f));
    assertThat(w[3]).isCloseTo(4, within(1e-6f));
    assertThat(w[1]).isNaN();
    assertThat(w[2]).isNaN();
  }
}
