package org.lockstep.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TtyTest {
  @Test
  void noColourWhereTheUserWantsNone() {
    assertThat(Tty.colours(true, Map.of("TERM", "xterm"))).isTrue();
    assertThat(Tty.colours(true, Map.of("NO_COLOR", ""))).isTrue();
    assertThat(Tty.colours(true, Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Tty.colours(true, Map.of("NO_COLOR", "0"))).isFalse();
    assertThat(Tty.colours(false, Map.of())).isFalse();
  }

  @Test
  void onlyATerminalThatCanIsRedrawn() {
    assertThat(Tty.redraws(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isTrue();
    assertThat(Tty.redraws(true, Map.of("TERM", "dumb"))).isFalse();
    assertThat(Tty.redraws(false, Map.of("TERM", "xterm"))).isFalse();
  }
}
