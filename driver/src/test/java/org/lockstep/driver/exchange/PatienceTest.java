package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
  /** Nanoseconds that a wait is looked through, in steps of a microsecond. */
  private static long looks(Patience patience) {
    long now = 0;
    while (patience.spin(now)) {
      now += 1000;
    }
    return now;
  }

  @Test
  void looksLongerWhereWaitsAreLongerAndBrieflyWhereTheyAreTooLong() {
    Patience patience = new Patience();
    assertThat(looks(patience)).isBetween(Patience.LEAST_NANOS, Patience.LEAST_NANOS + 2000);
    usual(patience, 400_000);
    assertThat(looks(patience)).isBetween(1_100_000L, 1_300_000L);
    usual(patience, 1_500_000);
    assertThat(looks(patience)).isBetween(Patience.MOST_NANOS, Patience.MOST_NANOS + 2000);
    usual(patience, 20_000_000);
    assertThat(looks(patience)).isBetween(Patience.LEAST_NANOS, Patience.LEAST_NANOS + 2000);
  }

  private static void usual(Patience patience, long nanos) {
    patience.moved(nanos); // ends the wait before
    for (int i = 0; i < 100; i++) {
      patience.spin(0);
      patience.moved(nanos);
    }
  }
}
