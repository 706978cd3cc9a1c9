package org.lockstep.driver.search.course;

import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.strategy.Task;

/** Where trainings run. */
public interface Slots {

  /**
   * Takes a training and returns at once.
   *
   * @param part on which division
   * @param attempt counted from 1
   * @param arrivals told of the end once, from any thread
   */
  void start(Task task, int part, int attempt, Arrivals arrivals);

  /** Who waits for trainings to end. */
  interface Arrivals {
    /** It has scores, or a reason why it has none. */
    void done(Piece piece);

    /** Nothing can run any more. */
    void broken(RuntimeException why);
  }
}
