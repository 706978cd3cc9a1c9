package org.lockstep.trainer.schedule;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How the learning rate changes with the steps: rate of a step = learningRate·factor. In double,
 * with StrictMath.
 */
public sealed interface ScheduleSpec extends Serializable
    permits Constant,
        StepDecay,
        Piecewise,
        Exponential,
        InverseTime,
        Polynomial,
        Cosine,
        CosineRestarts,
        OneCycle,
        ReduceOnPlateau,
        Warmup {

  /** The word in a job file. */
  String name();

  /**
   * The factor of a step.
   *
   * @param step 1 for the first step of a training, as for {@code Optimizer.update}; the formulas
   *     speak of t = step − 1, the steps made before
   */
  double factorAt(long step);

  /** What lowers the rate further by the epochs' values, if there is something. */
  default Optional<ReduceOnPlateau> plateau() {
    return Optional.empty();
  }

  /** All names, in the order of documentation. */
  static List<String> names() {
    return List.of(
        "constant",
        "step",
        "piecewise",
        "exponential",
        "inverse_time",
        "polynomial",
        "cosine",
        "cosine_restarts",
        "one_cycle",
        "reduce_on_plateau");
  }
}
