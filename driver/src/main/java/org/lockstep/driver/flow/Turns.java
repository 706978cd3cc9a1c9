package org.lockstep.driver.flow;

/**
 * How many trainings a slot makes one after the other as one task of Spark. What surrounds a task,
 * some milliseconds in which its slot is idle, is little of a task that takes long; a task that
 * takes longer than that would keep results back, and be more to do again where an executor dies.
 */
final class Turns {
  static final double TASK_SECONDS = 0.5;
  static final int MOST = 8;

  private double seconds;
  private int trainings;

  /**
   * @param seconds that a training took
   */
  synchronized void ended(double seconds) {
    this.seconds += seconds;
    trainings++;
  }

  /** At least 1, which it is until the first training has ended. */
  synchronized int most() {
    if (trainings == 0) {
      return 1;
    }
    double fitting = TASK_SECONDS * trainings / seconds;
    return (int) Math.max(1, Math.min(MOST, fitting));
  }
}
