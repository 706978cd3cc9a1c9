package org.lockstep.trainer.step;

/** What somebody outside asks of a training at the end of a step; the later, the stronger. */
public enum Wish {
  /** Go on. */
  NONE,
  /** Hand out the state, and go on. */
  SAVE,
  /** Hand out the state, and stop. */
  SAVE_AND_STOP;

  /** The stronger of the two: what ranks agree on. */
  public Wish and(Wish other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
