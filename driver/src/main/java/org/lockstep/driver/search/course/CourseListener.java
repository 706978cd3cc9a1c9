package org.lockstep.driver.search.course;

import java.util.OptionalDouble;
import org.lockstep.driver.search.ledger.Piece;

/** Hears of a search, in the thread that runs it. */
public interface CourseListener {

  /**
   * A training began; tasks whose trainings are known from the ledger do not begin again.
   *
   * @param running trainings under way, this one among them
   */
  void began(int running);

  /**
   * A training failed and is tried again.
   *
   * @param trial the trial's number
   */
  void retried(int trial, Piece piece);

  /**
   * A task ended.
   *
   * @param best of all so far, this one among them
   * @param running trainings under way
   * @param secondsLeft about; empty before a training has ended since the search began or went on
   */
  void ended(Trial trial, Standings best, int running, OptionalDouble secondsLeft);
}
