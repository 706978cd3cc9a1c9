package org.lockstep.trainer.optimizer;

import java.io.Serializable;
import java.util.List;

/** The choice of an optimizer and its settings. */
public sealed interface OptimizerSpec extends Serializable
    permits Sgd,
        Momentum,
        AdaGrad,
        RmsProp,
        AdaDelta,
        Adam,
        AdamW,
        AmsGrad,
        Nadam,
        AdaMax,
        Lion,
        Lazy {

  /** The word in a job file. */
  String name();

  /** The rate that a schedule's factor multiplies. */
  double learningRate();

  /**
   * λ of the decoupled weight decay, which is made on kernels before the update and apart from it;
   * 0 for an optimizer without.
   */
  default double weightDecay() {
    return 0;
  }

  /** Whether rows of the first kernel that a step's examples do not name stay as they are. */
  default boolean lazy() {
    return false;
  }

  /** A new optimizer, its state as before the first step, for that many parameters. */
  Optimizer create(int parameters);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return List.of(
        "sgd",
        "momentum",
        "adagrad",
        "rmsprop",
        "adadelta",
        "adam",
        "adamw",
        "amsgrad",
        "nadam",
        "adamax",
        "lion");
  }
}
