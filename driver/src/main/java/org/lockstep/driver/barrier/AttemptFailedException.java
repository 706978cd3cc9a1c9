package org.lockstep.driver.barrier;

import org.lockstep.driver.exchange.Cause;

/** An attempt failed for a reason that another attempt may not meet. */
final class AttemptFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Cause first;

  AttemptFailedException(Cause first, Throwable cause) {
    super(first.sentence(), cause);
    this.first = first;
  }

  /** Whose fault it was. */
  Cause first() {
    return first;
  }
}
