package org.lockstep.trainer.crew;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTest {
  private final Watch watch = new Watch(false);

  /** Waits for {@code nanos} and says whether the member slept. */
  private boolean sleeps(long nanos) {
    watch.begin(1_000);
    boolean slept = false;
    for (long passed = 0; passed <= nanos; passed += 1_000) {
      slept |= !watch.looks(1_000 + passed);
    }
    watch.end();
    return slept;
  }

  /** Short waits until a member looks for long again. */
  private int shortWaits() {
    int waits = 0;
    while (sleeps(Watch.SHORT_NANOS + 2_000)) {
      waits++;
    }
    return waits;
  }

  @Test
  void looksForLongerThanAWakeUpTakes() {
    assertThat(sleeps(200_000)).isFalse();
    assertThat(sleeps(Watch.LONG_NANOS + 2_000)).isTrue();
  }

  @Test
  void looksShortlyAfterAFailureAndForLongAgainAfterSomeWaits() {
    sleeps(Watch.LONG_NANOS + 2_000);
    assertThat(shortWaits()).isEqualTo(2 * Watch.FEWEST_SHORT_WAITS);
  }

  @Test
  void everyFailureDoublesTheShortWaitsUpToAMost() {
    for (int failure = 1; failure <= 20; failure++) {
      sleeps(Watch.LONG_NANOS + 2_000);
      int expected = Math.min(Watch.MOST_SHORT_WAITS, Watch.FEWEST_SHORT_WAITS << failure);
      for (int wait = 0; wait < expected; wait++) {
        assertThat(sleeps(Watch.SHORT_NANOS + 2_000)).isTrue();
      }
    }
  }

  @Test
  void everySuccessHalvesThem() {
    for (int failure = 0; failure < 4; failure++) {
      sleeps(Watch.LONG_NANOS + 2_000);
      for (int wait = 0; wait < Watch.FEWEST_SHORT_WAITS << (failure + 1); wait++) {
        sleeps(0);
      }
    }
    for (int success = 0; success < 4; success++) {
      assertThat(sleeps(200_000)).isFalse();
    }
    sleeps(Watch.LONG_NANOS + 2_000);
    assertThat(shortWaits()).isEqualTo(2 * Watch.FEWEST_SHORT_WAITS);
  }

  @Test
  void nobodyLooksWhereMembersShareProcessors() {
    Watch crowded = new Watch(true);
    crowded.begin(1_000);
    assertThat(crowded.looks(1_000)).isFalse();
  }
}
