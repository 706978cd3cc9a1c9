package org.lockstep.driver.search.strategy;

import org.lockstep.driver.search.space.Setting;

/**
 * Train a trial for some epochs.
 *
 * @param number 0, 1, … in the order in which tasks are given out
 * @param trial the trial's own number; several tasks may go on with one trial
 * @param fromEpoch epochs that the trial's checkpoint has behind it; 0 starts the trial
 * @param toEpoch epochs to have trained at the end of the task, above {@code fromEpoch}
 */
public record Task(int number, int trial, Setting setting, int fromEpoch, int toEpoch) {

  public Task {
    if (number < 0 || trial < 0 || fromEpoch < 0 || toEpoch <= fromEpoch) {
      throw new IllegalArgumentException(
          "a task must have numbers >= 0 and fromEpoch < toEpoch. Received: %d, %d, %d to %d"
              .formatted(number, trial, fromEpoch, toEpoch));
    }
  }

  /** Epochs to be trained by this task. */
  public int epochs() {
    return toEpoch - fromEpoch;
  }
}
