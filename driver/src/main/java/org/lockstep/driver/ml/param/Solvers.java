package org.lockstep.driver.ml.param;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import scala.runtime.AbstractFunction1;

/** The names that {@code solver} takes. */
public final class Solvers {
  static final List<String> NAMES = OptimizerSpec.names();

  /** What MultilayerPerceptronClassifier calls plain gradient descent. */
  private static final String GRADIENT_DESCENT = "gd";

  /** Its default, which needs the loss of all rows several times a step. */
  private static final String LBFGS = "l-bfgs";

  private Solvers() {}

  static List<String> all() {
    List<String> all = new ArrayList<>(NAMES);
    all.add(GRADIENT_DESCENT);
    return all;
  }

  /** The name in a job file. */
  public static String optimizer(String solver) {
    return solver.equals(GRADIENT_DESCENT) ? "sgd" : solver;
  }

  /** Spark's check of a Param's value; refuses by a sentence of ours instead of a false. */
  static final class Known extends AbstractFunction1<String, Object> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(String solver) {
      if (!all().contains(solver)) {
        throw new IllegalArgumentException(
            "solver must be one of %s%s. Received: %s"
                .formatted(
                    String.join(", ", all()),
                    LBFGS.equals(solver)
                        ? ", all of which step by mini-batches; leave solver out for adam"
                        : "",
                    solver));
      }
      return true;
    }
  }
}
