package org.lockstep.driver.exchange;

/**
 * How long to look again and again before sleeping in the selector. Waking up costs tens of
 * microseconds, so short waits are spun through; waits that are usually long are slept through from
 * the start, since the core may be wanted by those who are waited for.
 */
final class Patience {
  private static final long MOST_NANOS = 300_000;
  private static final long LEAST_NANOS = 10_000;

  private double usualNanos = LEAST_NANOS;
  private long waitingSince;
  private boolean waiting;

  /** Nothing moved: whether to look again at once. */
  boolean spin(long now) {
    if (!waiting) {
      waiting = true;
      waitingSince = now;
    }
    long limit =
        usualNanos > MOST_NANOS
            ? LEAST_NANOS
            : Math.min(MOST_NANOS, Math.max(LEAST_NANOS, (long) (3 * usualNanos)));
    if (now - waitingSince > limit) {
      return false;
    }
    Thread.onSpinWait();
    return true;
  }

  /** Something moved: learn how long it took. */
  void moved(long now) {
    if (waiting) {
      waiting = false;
      usualNanos += (now - waitingSince - usualNanos) / 8;
    }
  }
}
