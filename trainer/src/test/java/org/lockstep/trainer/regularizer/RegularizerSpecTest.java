package org.lockstep.trainer.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RegularizerSpecTest {

  @Test
  void theBiasIsLeftOutUnlessItIsChosenAndHasNoMaxNorm() {
    assertThat(new RegularizerSpec(0.1, 0.2, 3, false).ofBias()).isEqualTo(RegularizerSpec.none());
    assertThat(new RegularizerSpec(0.1, 0.2, 3, true).ofBias())
        .isEqualTo(new RegularizerSpec(0.1, 0.2, 0, true));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatThrownBy(() -> new RegularizerSpec(-1, 0, 0, false))
        .hasMessage("l1 must be >= 0 and finite. Received: -1.0");
    assertThatThrownBy(() -> RegularizerSpec.l2(Double.POSITIVE_INFINITY))
        .hasMessage("l2 must be >= 0 and finite. Received: Infinity");
    assertThatThrownBy(() -> new RegularizerSpec(0, 0, Double.NaN, false))
        .hasMessage("maxNorm must be >= 0 and finite. Received: NaN");
  }
}
