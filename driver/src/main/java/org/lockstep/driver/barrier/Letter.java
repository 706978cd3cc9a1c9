package org.lockstep.driver.barrier;

/**
 * What a rank has sent, whole: rank 0 all of these, the others {@link #TIMES} alone.
 *
 * @param rank who
 * @param kind one of the constants
 * @param bytes a {@link Parcel}, or a state as {@code TrainingStateBytes} writes it
 */
record Letter(int rank, byte kind, byte[] bytes) {
  /** A {@link Report} that is not of an epoch's end. */
  static final byte REPORT = 1;

  /** An {@link Ending}. */
  static final byte ENDING = 2;

  /** The state of the training, which goes on. */
  static final byte STATE = 3;

  /** The state of the training, which is over. */
  static final byte LAST_STATE = 4;

  /** {@link RankTimes}. */
  static final byte TIMES = 5;

  /** An {@link EpochLetter}. */
  static final byte EPOCH = 6;
}
