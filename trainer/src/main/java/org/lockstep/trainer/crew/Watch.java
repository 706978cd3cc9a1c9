package org.lockstep.trainer.crew;

/**
 * How long one member looks again and again for the others before it sleeps. A sleeper's wake-up
 * takes as long as a piece of work, and makes it late for the next piece, for which the others then
 * sleep: once asleep, a crew that looks for shorter than a wake-up stays at half its speed. So a
 * member looks for longer than that, {@link #LONG_NANOS}. Where that fails, the other has lost its
 * processor to another process, and gets this one sooner if nobody looks: then some waits are short
 * ones, twice as many after every failure, half as many after every success.
 *
 * <p>Of one member; nothing is shared and nothing is allocated.
 */
final class Watch {
  /** Some wake-ups of a sleeping virtual processor. */
  static final long LONG_NANOS = 250_000;

  /** What members that work on equal parts are apart. */
  static final long SHORT_NANOS = 6_000;

  static final int FEWEST_SHORT_WAITS = 8;
  static final int MOST_SHORT_WAITS = 4096;

  private final boolean crowded;
  private int shortWaits = FEWEST_SHORT_WAITS;
  private int shortWaitsLeft;
  private long since;
  private boolean slept;

  /**
   * @param crowded whether members share processors: then nobody looks
   */
  Watch(boolean crowded) {
    this.crowded = crowded;
  }

  /** A wait begins. */
  void begin(long nanos) {
    since = nanos;
    slept = false;
  }

  /** Whether to look again at once; if not, the member sleeps until it is woken. */
  boolean looks(long nanos) {
    slept |= crowded || nanos - since > (shortWaitsLeft > 0 ? SHORT_NANOS : LONG_NANOS);
    return !slept;
  }

  /** The wait is over. */
  void end() {
    if (shortWaitsLeft > 0) {
      shortWaitsLeft--;
    } else if (slept) {
      shortWaits = Math.min(MOST_SHORT_WAITS, 2 * shortWaits);
      shortWaitsLeft = shortWaits;
    } else {
      shortWaits = Math.max(FEWEST_SHORT_WAITS, shortWaits / 2);
    }
  }
}
