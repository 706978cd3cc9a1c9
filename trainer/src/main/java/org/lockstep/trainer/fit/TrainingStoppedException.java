package org.lockstep.trainer.fit;

/** A training was asked to stop, and its state was handed out before. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param epochs that were finished
   * @param step how many steps of the next one were made
   */
  public TrainingStoppedException(int epochs, int step) {
    super(
        step == 0
            ? "stopped after epoch %d".formatted(epochs)
            : "stopped in epoch %d, after step %d".formatted(epochs + 1, step));
  }
}
