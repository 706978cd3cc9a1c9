package org.lockstep.trainer.training;

/** Hears of every epoch as it ends, in the thread that trains. */
@FunctionalInterface
public interface EpochListener {

  /**
   * Called before each training of {@link RandomRestarts}, whose epochs follow.
   *
   * @param restart counted from 1
   * @param restarts how many there will be
   */
  default void restartBegan(int restart, int restarts) {}

  /**
   * Called once an epoch, after its validation.
   *
   * @param parameters the parameters after the epoch: live, to be read only and not to be kept
   */
  void epochFinished(EpochRecord record, float[] parameters);
}
