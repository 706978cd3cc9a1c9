package org.lockstep.driver.loop;

import java.util.Optional;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.state.TrainingState;

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
  default <R> R run(Program<R> program, RunListener listener) {
    return run(program, listener, RunControl.none(), Optional.empty());
  }

  /**
   * Runs the program from a state of it.
   *
   * @param listener as above
   * @param control is asked and given states in the calling thread. A loop whose program runs
   *     elsewhere asks with the last step of each epoch when it hears of the epoch, and with the
   *     first of the epoch under way many times a second; the state comes some steps later
   * @param start nothing to start at the beginning
   */
  <R> R run(
      Program<R> program, RunListener listener, RunControl control, Optional<TrainingState> start);
}
