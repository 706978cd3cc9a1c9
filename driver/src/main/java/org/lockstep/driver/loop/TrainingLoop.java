package org.lockstep.driver.loop;

/** A way to run a program over the shards of a job. All of them give the same bits. */
public interface TrainingLoop {

  /** As in {@code training.loop} and {@code metrics.json}. */
  String name();

  /**
   * Runs the program and waits for its end.
   *
   * @param listener hears of its epochs while they end, in the calling thread; what it throws ends
   *     the program
   */
  <R> R run(Program<R> program, RunListener listener);
}
