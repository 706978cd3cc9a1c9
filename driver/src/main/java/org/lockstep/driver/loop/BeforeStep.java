package org.lockstep.driver.loop;

import java.io.Serializable;

/** Called by a partition's task before its part of a step; where tests let faults strike. */
@FunctionalInterface
public interface BeforeStep extends Serializable {
  /** Nothing happens. */
  BeforeStep NOTHING = (partition, partitions, attempt, step) -> {};

  /**
   * The task is about to begin.
   *
   * @param attempt of the task, counted from 1 over retries of it and of its stage
   * @param step which one of the loop's, or round of own steps, counted from 1
   */
  void pass(int partition, int partitions, int attempt, int step);
}
