package org.lockstep.driver.barrier;

/**
 * What rank 0 has sent, whole.
 *
 * @param kind one of the constants
 * @param bytes a {@link Parcel}, or a state as {@code TrainingStateBytes} writes it
 */
record Letter(byte kind, byte[] bytes) {
  /** A {@link Report}. */
  static final byte REPORT = 1;

  /** An {@link Ending}. */
  static final byte ENDING = 2;

  /** The state of the training, which goes on. */
  static final byte STATE = 3;

  /** The state of the training, which is over. */
  static final byte LAST_STATE = 4;
}
