package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private long now = 5_000_000_000L;
  private final PhaseClock clock = new PhaseClock(() -> now);

  @Test
  void eachMomentBelongsToOnePhase() {
    pass(1);
    Phase before = clock.enter(Phase.COMPUTE);
    pass(2);
    Phase inner = clock.enter(Phase.MERGE);
    pass(4);
    clock.enter(inner);
    pass(8);
    clock.enter(before);
    pass(16);
    clock.move(Phase.MERGE, Phase.WAIT, 3_000_000_000L);
    assertThat(clock.lap()).isEqualTo(new PhaseSeconds(10, 1, 3, 17, 0));
    clock.enter(Phase.CHECKPOINT);
    pass(32);
    assertThat(clock.lap()).isEqualTo(new PhaseSeconds(0, 0, 0, 0, 32));
  }

  @Test
  void lapsAddUp() {
    PhaseSeconds sum = new PhaseSeconds(1, 2, 3, 4, 5).plus(new PhaseSeconds(10, 20, 30, 40, 50));
    assertThat(sum.byName())
        .hasToString("{compute=11.0, merge=22.0, wait=33.0, driver=44.0, checkpoint=55.0}");
  }

  private void pass(int seconds) {
    now += seconds * 1_000_000_000L;
  }
}
