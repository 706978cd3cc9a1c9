package org.lockstep.driver.search.strategy;

import java.util.Optional;

/**
 * How a task ended.
 *
 * @param score higher is better, so a loss comes with its sign changed; NaN if the task failed
 * @param failure why it failed; empty if it has a score
 * @param epochs behind the trial at the end; below {@code task.toEpoch()} if it stopped early by
 *     itself, and then it is not trained further
 * @param seconds of training, this task alone
 * @param parameters of the network; 0 if it failed before it was built
 */
public record Result(
    Task task,
    double score,
    Optional<String> failure,
    int epochs,
    double seconds,
    long parameters) {

  public Result {
    if (Double.isNaN(score) != failure.isPresent()) {
      throw new IllegalArgumentException(
          "a result must have a score or a failure. Received: %s and %s".formatted(score, failure));
    }
    if (epochs < 0 || epochs > task.toEpoch()) {
      throw new IllegalArgumentException(
          "epochs must be from 0 to %d. Received: %d".formatted(task.toEpoch(), epochs));
    }
  }

  public static Result of(Task task, double score, int epochs, double seconds, long parameters) {
    return new Result(task, score, Optional.empty(), epochs, seconds, parameters);
  }

  public static Result failed(Task task, String reason, double seconds) {
    return new Result(task, Double.NaN, Optional.of(reason), task.fromEpoch(), seconds, 0);
  }

  public boolean failed() {
    return failure.isPresent();
  }
}
