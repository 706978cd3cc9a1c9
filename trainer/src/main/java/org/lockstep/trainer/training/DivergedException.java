package org.lockstep.trainer.training;

/** Training left the finite numbers; the message says where and what to try. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param epoch counted from 1
   * @param step counted from 1 within the epoch
   * @param what the quantity that is not finite
   * @param loss of the step, or of the epoch if a parameter is not finite
   * @param learningRate the optimizer's, before the schedule
   */
  DivergedException(int epoch, int step, String what, double loss, double learningRate) {
    super(
        "training diverged in epoch %d, step %d: %s (loss %s). Try a smaller learning rate than %s, and check that the features are scaled"
            .formatted(epoch, step, what, loss, learningRate));
  }
}
