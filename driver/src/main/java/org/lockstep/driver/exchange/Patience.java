package org.lockstep.driver.exchange;

/**
 * How long to look again and again before sleeping in the selector. Waking up has cost up to 0.6 ms
 * on virtual machines, more than a whole exchange, so short waits are looked through, giving the
 * core to any other thread that wants it; waits that are usually longer are slept through nearly
 * from the start.
 */
final class Patience {
  /** Waits that are usually longer are not worth a core. */
  static final long MOST_NANOS = 2_000_000;

  static final long LEAST_NANOS = 200_000;

  /** From then on other threads go first. */
  private static final long ALONE_NANOS = 20_000;

  private double usualNanos;
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
    if (now - waitingSince > ALONE_NANOS) {
      Thread.yield();
    } else {
      Thread.onSpinWait();
    }
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
