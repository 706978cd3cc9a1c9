package org.lockstep.driver.barrier;

/**
 * What rank 0 has sent, whole.
 *
 * @param kind {@link #REPORT} or {@link #ENDING}
 * @param bytes a {@link Parcel}
 */
record Letter(byte kind, byte[] bytes) {
  /** A {@link Report}. */
  static final byte REPORT = 1;

  /** An {@link Ending}. */
  static final byte ENDING = 2;
}
