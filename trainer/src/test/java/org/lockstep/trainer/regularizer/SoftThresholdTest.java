package org.lockstep.trainer.regularizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftThresholdTest {

  @Test
  void movesEveryWeightTowardsZeroAndNoneBeyondIt() {
    float[] w = {3, -3, 0.5f, -0.5f, 0.25f, 0};
    SoftThreshold.shrink(w, 0, w.length, 0.5f);
    assertThat(w).containsExactly(2.5f, -2.5f, 0, 0, 0, 0);
  }

  /** A negative zero would be another bit pattern, and so another hash of the model. */
  @Test
  void whatBecomesZeroIsThePositiveOne() {
    float[] w = {-0.1f, -0f, 0.1f};
    SoftThreshold.shrink(w, 0, 3, 0.1f);
    for (float weight : w) {
      assertThat(Float.floatToRawIntBits(weight)).isZero();
    }
  }

  @Test
  void leavesWhatIsOutsideTheRange() {
    float[] w = {1, 1, 1, 1};
    SoftThreshold.shrink(w, 1, 3, 0.25f);
    assertThat(w).containsExactly(1, 0.75f, 0.75f, 1);
  }

  /** Zero would hide that training has diverged. */
  @Test
  void whatIsNotFiniteStaysSo() {
    float[] w = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    SoftThreshold.shrink(w, 0, 3, 1);
    assertThat(w).containsExactly(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }
}
