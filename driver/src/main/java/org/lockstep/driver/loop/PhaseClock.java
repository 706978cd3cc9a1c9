package org.lockstep.driver.loop;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Counts the time of one thread, each moment to one phase: {@link Phase#DRIVER} where nothing else
 * was entered. Not thread-safe.
 */
public final class PhaseClock {
  private final long[] nanos = new long[Phase.values().length];
  private final LongSupplier clock;
  private Phase now = Phase.DRIVER;
  private long since;

  /** Starts. */
  public PhaseClock() {
    this(System::nanoTime);
  }

  PhaseClock(LongSupplier clock) {
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  /**
   * From now on the time is that phase's.
   *
   * @return the phase before, to be entered again
   */
  public Phase enter(Phase phase) {
    long time = clock.getAsLong();
    nanos[now.ordinal()] += time - since;
    since = time;
    Phase before = now;
    now = phase;
    return before;
  }

  /** Of what was counted for one phase, that much was another's. */
  public void move(Phase from, Phase to, long nanos) {
    this.nanos[from.ordinal()] -= nanos;
    this.nanos[to.ordinal()] += nanos;
  }

  /** What was counted since the last lap; a new one begins. */
  public PhaseSeconds lap() {
    enter(now);
    PhaseSeconds lap =
        new PhaseSeconds(
            nanos[Phase.COMPUTE.ordinal()] / 1e9,
            nanos[Phase.MERGE.ordinal()] / 1e9,
            nanos[Phase.WAIT.ordinal()] / 1e9,
            nanos[Phase.DRIVER.ordinal()] / 1e9,
            nanos[Phase.CHECKPOINT.ordinal()] / 1e9);
    Arrays.fill(nanos, 0);
    return lap;
  }
}
