package org.lockstep.datasets.download;

/** A transfer that broke off and may be tried again. */
final class InterruptedTransfer extends Exception {
  private static final long serialVersionUID = 1L;

  InterruptedTransfer(String message, Throwable cause) {
    super(message, cause);
  }
}
