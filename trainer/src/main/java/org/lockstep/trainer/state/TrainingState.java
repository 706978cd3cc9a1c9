package org.lockstep.trainer.state;

import java.util.List;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * A training at the end of a step: all that its further steps depend on besides data, network and
 * {@link TrainingSpec}. A training that starts from it has the bits of one that was never
 * interrupted. Early stopping and the schedule of plateaus follow from the history; row order,
 * dropout and noise are counted from the seed.
 *
 * <p>The arrays belong to the state and are not to be changed.
 *
 * @param restarts what the trainings from other initial parameters brought so far
 * @param parameters after the last step
 * @param optimizer what it remembers, in its own order, each as long as the parameters; empty
 *     before the first step
 * @param best the best epoch's parameters, if they are the result; empty if there are none yet or
 *     the last epoch's are
 * @param history of the finished epochs
 * @param part of the epoch under way
 * @param watching what the measured layers said so far, as {@code StepWatch} writes it; empty if
 *     nothing was measured
 */
public record TrainingState(
    RestartsState restarts,
    float[] parameters,
    List<float[]> optimizer,
    float[] best,
    List<EpochRecord> history,
    PartOfEpoch part,
    byte[] watching) {

  public TrainingState {
    optimizer = List.copyOf(optimizer);
    history = List.copyOf(history);
  }

  /** Before the first step. */
  public static TrainingState start(RestartsState restarts, float[] parameters) {
    return new TrainingState(
        restarts, parameters, List.of(), new float[0], List.of(), PartOfEpoch.none(), new byte[0]);
  }

  /** The same numbers in arrays of its own. */
  public TrainingState copy() {
    return new TrainingState(
        restarts,
        parameters.clone(),
        optimizer.stream().map(float[]::clone).toList(),
        best.clone(),
        history,
        part,
        watching.clone());
  }

  /** How many epochs are finished. */
  public int epochs() {
    return history.size();
  }

  /** {@code restart 2, epoch 7, step 12}: the number of the restart, if it is not the first. */
  public String position() {
    String restart = restarts.number() == 1 ? "" : "restart %d, ".formatted(restarts.number());
    return part.step() == 0
        ? "%sepoch %d".formatted(restart, epochs())
        : "%sepoch %d, step %d".formatted(restart, epochs() + 1, part.step());
  }

  /**
   * Refuses a state that cannot be one of this training.
   *
   * @param length of the parameters
   * @param arrays that the optimizer remembers
   * @param steps of an epoch
   * @param restoreBest whether the best epoch's parameters are the result
   * @throws IllegalArgumentException if it is not
   */
  public void requireFor(int length, int arrays, int steps, boolean restoreBest) {
    boolean begun = !history.isEmpty() || part.step() > 0;
    require("parameters", parameters.length, length);
    if (begun || !optimizer.isEmpty()) {
      require("optimizer arrays", optimizer.size(), arrays);
    }
    optimizer.forEach(array -> require("numbers in an optimizer array", array.length, length));
    if (best.length > 0 || restoreBest && !history.isEmpty()) {
      require("best parameters", best.length, length);
    }
    if (part.step() < 0 || part.step() >= steps) {
      throw new IllegalArgumentException(
          "the state must stand before a step from 0 to %d of its epoch. Received: %d"
              .formatted(steps - 1, part.step()));
    }
  }

  private static void require(String what, int received, int expected) {
    if (received != expected) {
      throw new IllegalArgumentException(
          "the state must be of this network and optimizer, with %d %s. Received: %d"
              .formatted(expected, what, received));
    }
  }
}
