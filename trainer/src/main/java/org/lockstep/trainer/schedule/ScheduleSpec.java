package org.lockstep.trainer.schedule;

import java.io.Serializable;
import java.util.List;

/**
 * How the learning rate changes with the steps: rate of a step = learningRate·factor. In double,
 * with StrictMath.
 */
public sealed interface ScheduleSpec extends Serializable
    permits Constant, Exponential, InverseTime, Cosine {

  /** The word in a job file. */
  String name();

  /**
   * The factor of a step.
   *
   * @param step 1 for the first step of a training, whose factor is 1, as for {@code
   *     Optimizer.update}; the formulas speak of t = step − 1, the steps made before
   */
  double factorAt(long step);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return List.of("constant", "exponential", "inverse_time", "cosine");
  }
}
