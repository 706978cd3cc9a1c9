package org.lockstep.driver.ml;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.optimizer.OptimizerSpec;

/** The names that {@code solver} takes. */
final class Solvers {
  static final List<String> NAMES = OptimizerSpec.names();

  /** What MultilayerPerceptronClassifier calls plain gradient descent. */
  private static final String GRADIENT_DESCENT = "gd";

  private Solvers() {}

  static List<String> all() {
    List<String> all = new ArrayList<>(NAMES);
    all.add(GRADIENT_DESCENT);
    return all;
  }

  /** The name in a job file. */
  static String optimizer(String solver) {
    return solver.equals(GRADIENT_DESCENT) ? "sgd" : solver;
  }
}
