package org.lockstep.driver.barrier;

/** A task ends because it was told to, or because another one ended: never the first cause. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message, Throwable cause) {
    super(message, cause);
  }
}
