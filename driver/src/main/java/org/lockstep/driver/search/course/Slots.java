package org.lockstep.driver.search.course;

import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.strategy.Task;

/** Where trainings run. */
public interface Slots {

  /**
   * Takes a training and returns at once; it need not begin before {@link #go}.
   *
   * @param part on which division
   * @param attempt counted from 1
   * @param arrivals told of the end once, from any thread
   */
  void start(Task task, int part, int attempt, Arrivals arrivals);

  /** All that can be started for now has been. */
  default void go() {}

  /** Its outcome, which is not tried again, is in the ledger: what it began from may go. */
  default void settled(Task task, int part) {}

  /** Who waits for trainings to end. */
  interface Arrivals {
    /** It has scores, or a reason why it has none. */
    void done(Piece piece);

    /** Nothing can run any more. */
    void broken(RuntimeException why);
  }
}
