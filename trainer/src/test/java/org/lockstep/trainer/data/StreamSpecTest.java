package org.lockstep.trainer.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StreamSpecTest {

  @Test
  void refusesNumbersThatCutNothing() {
    assertThatThrownBy(() -> new StreamSpec(0, 1))
        .hasMessage("blockRows must be >= 1. Received: 0");
    assertThatThrownBy(() -> new StreamSpec(1, 0))
        .hasMessage("windowBlocks must be >= 1. Received: 0");
    assertThatThrownBy(() -> new StreamSpec(1 << 20, 1 << 11))
        .hasMessage("windowBlocks must be <= 2047 with blocks of 1048576 rows. Received: 2048");
  }
}
