package org.lockstep.trainer.state;

import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.training.TrainingResult;

/**
 * How far {@code RandomRestarts} came.
 *
 * @param number of the training under way, counted from 1
 * @param finished those before it, in order
 * @param bestNumber the number of the best of them, 0 if there is none
 * @param best its result
 */
public record RestartsState(
    int number, List<Restart> finished, int bestNumber, Optional<TrainingResult> best) {

  public RestartsState {
    finished = List.copyOf(finished);
    if (number != finished.size() + 1 || best.isPresent() != number > 1) {
      throw new IllegalArgumentException(
          "the restart under way must be the one after those that finished, of which one is the best. Received: %d after %d, %s"
              .formatted(
                  number, finished.size(), best.isPresent() ? "with a best" : "without a best"));
    }
    if (bestNumber < 0 || bestNumber >= number || best.isPresent() != bestNumber > 0) {
      throw new IllegalArgumentException(
          "the best restart must be one of the %d that finished. Received: %d"
              .formatted(finished.size(), bestNumber));
    }
  }

  /** The first, and perhaps only, training is under way. */
  public static RestartsState first() {
    return new RestartsState(1, List.of(), 0, Optional.empty());
  }
}
