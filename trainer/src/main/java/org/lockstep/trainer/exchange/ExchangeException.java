package org.lockstep.trainer.exchange;

/** The ranks of a run can no longer exchange; says which rank is the first cause, and why. */
public final class ExchangeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int rank;

  /**
   * @param rank whose fault it is, as far as this rank can tell
   */
  public ExchangeException(int rank, String message, Throwable cause) {
    super(message, cause);
    this.rank = rank;
  }

  /** The rank that failed, as far as the one that throws can tell. */
  public int rank() {
    return rank;
  }
}
