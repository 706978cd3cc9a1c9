package org.lockstep.trainer.fit;

import org.lockstep.trainer.step.Wish;

/**
 * Who may ask a training for its state. Wishes are asked for at every step boundary, so the answer
 * must be cheap: the read of a volatile field. A wish is granted at the end of that step, or at the
 * next at which the state is whole; until then it is best repeated.
 */
public interface RunControl {

  /**
   * Asked in the thread that trains, before a step.
   *
   * @param epoch counted from 0
   * @param step counted from 0 within the epoch
   * @param steps of an epoch
   */
  Wish wish(int epoch, int step, int steps);

  /**
   * Called in the thread that trains when a save was agreed on.
   *
   * @param state to be looked at before this returns, or not at all
   */
  void save(Snapshot state);

  /**
   * As {@link #save}, when the last training is over: its epochs could be extended from here.
   *
   * @param state to be looked at before this returns, or not at all
   */
  default void ended(Snapshot state) {}

  /** Wishes for nothing. */
  static RunControl none() {
    return new RunControl() {
      @Override
      public Wish wish(int epoch, int step, int steps) {
        return Wish.NONE;
      }

      @Override
      public void save(Snapshot state) {
        // another rank's wish, which that rank sees to
      }
    };
  }
}
