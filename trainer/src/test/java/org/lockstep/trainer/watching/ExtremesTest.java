package org.lockstep.trainer.watching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExtremesTest {
  @Test
  void bothEndsAreFoundAtEveryPlaceOfEveryLength() {
    for (int n = 1; n < 9; n++) {
      for (int least = 0; least < n; least++) {
        float[] x = new float[n + 2];
        x[0] = -9;
        x[n + 1] = 9;
        x[1 + least] = -2;
        x[1 + (least + 1) % n] += 3;
        Extremes extremes = Extremes.of(x, 1, n + 1);
        assertThat(extremes.min()).isEqualTo(n == 1 ? 1 : -2);
        assertThat(extremes.max()).isEqualTo(n == 1 ? 1 : 3);
      }
    }
  }

  @Test
  void naNsArePassedOverAndNothingHasNoEnds() {
    assertThat(Extremes.of(new float[] {Float.NaN, 2, Float.NaN, -1}, 0, 4))
        .isEqualTo(new Extremes(-1, 2));
    assertThat(Extremes.of(new float[0], 0, 0).min()).isEqualTo(Float.POSITIVE_INFINITY);
  }
}
