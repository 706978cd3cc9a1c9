package org.lockstep.driver.search.strategy;

import java.util.Optional;

/**
 * Decides which trials are trained and for how long. Its tasks are a function of its settings and
 * of the calls so far; a resumed search makes the same calls with the results that are known, so
 * that no state has to be saved.
 */
public interface Strategy {

  /** The next task, or none now: either all is given out or results must be consumed first. */
  Optional<Task> next();

  /**
   * Takes a result; results come in the order in which {@link #next} gave the tasks out.
   *
   * @throws IllegalStateException if it is not the turn of this task
   */
  void consume(Result result);

  /** The tasks that are not consumed, those that it will give out among them. */
  Ahead ahead();

  /** Whether every task has been given out and consumed. */
  boolean finished();
}
