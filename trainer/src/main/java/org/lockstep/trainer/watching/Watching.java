package org.lockstep.trainer.watching;

/** How often the layers are measured. */
public enum Watching {
  /** Never. */
  OFF,
  /** At the last step of each epoch. */
  EPOCH,
  /** At every step. */
  STEP;

  /**
   * Whether a step is measured.
   *
   * @param step counted from 0 within the epoch
   * @param steps of an epoch
   */
  public boolean covers(int step, int steps) {
    return this == STEP || this == EPOCH && step == steps - 1;
  }
}
