package org.lockstep.driver.search.course;

import java.util.OptionalDouble;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Task;

/**
 * How fast a search goes, by the trainings that it has made itself: what a ledger knew before took
 * no time. An epoch counts as the strategy counts it, once over all divisions, and as done if a
 * training ended before it by itself or failed, since the rest is not asked for either.
 */
final class Pace {
  private final int parts;
  private double epochs;
  private double slotSeconds;

  /**
   * @param parts trainings of a task
   */
  Pace(int parts) {
    this.parts = parts;
  }

  /** A training came to an end, perhaps to be tried again. */
  void ended(Task task, Piece piece) {
    slotSeconds += piece.seconds();
    if (piece.last()) {
      epochs += (double) task.epochs() / parts;
    }
  }

  /**
   * About how long the rest takes; empty before the first end.
   *
   * @param seconds that the trainings so far took together, by the clock
   */
  OptionalDouble left(Ahead rest, double seconds) {
    if (epochs == 0 || seconds <= 0) {
      return OptionalDouble.empty();
    }
    double secondsAnEpoch = slotSeconds / (epochs * parts);
    return OptionalDouble.of(rest.seconds(epochs / seconds, secondsAnEpoch));
  }
}
