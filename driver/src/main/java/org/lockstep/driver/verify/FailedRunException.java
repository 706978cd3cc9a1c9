package org.lockstep.driver.verify;

import java.io.IOException;

/** A run of {@code lockstep verify} that did not end well; the message is its last words. */
public final class FailedRunException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode of the run's process, not 0
   */
  public FailedRunException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** Of the run's process. */
  public int exitCode() {
    return exitCode;
  }
}
