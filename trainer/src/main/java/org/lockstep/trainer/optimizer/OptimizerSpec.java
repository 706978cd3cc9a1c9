package org.lockstep.trainer.optimizer;

import java.io.Serializable;
import java.util.List;

/** The choice of an optimizer and its settings. */
public sealed interface OptimizerSpec extends Serializable permits Sgd, Momentum, Adam {

  /** The word in a job file. */
  String name();

  /** The rate that a schedule's factor multiplies. */
  double learningRate();

  /** A new optimizer, its state zero, for that many parameters. */
  Optimizer create(int parameters);

  /** All names, in the order of documentation. */
  static List<String> names() {
    return List.of("sgd", "momentum", "adam");
  }
}
