package org.lockstep.trainer.divergence;

/** Training left the finite numbers; the message says where, in which rows and what to try. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param epoch counted from 1
   * @param step counted from 1 within the epoch
   * @param what the quantity that is not finite, and the rows that show it
   * @param loss the mean of the step, or of the epoch if a parameter is not finite after it
   * @param remedy sentences without the last dot
   */
  DivergedException(int epoch, int step, String what, double loss, String remedy) {
    super(
        "training diverged in epoch %d, step %d: %s (loss %s). %s"
            .formatted(epoch, step, what, loss, remedy));
  }

  /** One that was met elsewhere. */
  public DivergedException(String message) {
    super(message);
  }
}
