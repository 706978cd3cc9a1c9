package org.lockstep.driver.flow;

import java.util.Optional;

/** How much of their time slots trained, from the first beginning to the last end. */
final class Busy {
  private static final double NANOS = 1e9;

  private long first;
  private long last;
  private double seconds;
  private boolean begun;

  synchronized void began() {
    if (!begun) {
      begun = true;
      first = System.nanoTime();
    }
  }

  /**
   * @param trained seconds of a slot, by its own clock
   */
  synchronized void ended(double trained) {
    last = System.nanoTime();
    seconds += trained;
  }

  /** Σ seconds / (slots · time); nothing if nothing ended. */
  synchronized Optional<Double> share(int slots) {
    return last <= first || seconds == 0
        ? Optional.empty()
        : Optional.of(seconds / (slots * ((last - first) / NANOS)));
  }
}
