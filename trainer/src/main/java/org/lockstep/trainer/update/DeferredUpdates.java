package org.lockstep.trainer.update;

import java.util.Optional;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;

/** Where {@link DeferredRows} give the bits of the dense update, and where they cannot. */
public final class DeferredUpdates {
  private DeferredUpdates() {}

  /** Why the rows' updates cannot be deferred; empty if they can. */
  public static Optional<String> refusal(NetworkSpec network, TrainingSpec training) {
    if (training.optimizer().lazy()) {
      return Optional.of("a lazy optimizer does not make up for the steps that a row missed");
    }
    if (ClippedStep.isFor(training.clip()) && network.dense().get(0).regularizer().l2() > 0) {
      return Optional.of(
          "clipping by norm needs the L2 penalty of every row of the first layer in every step");
    }
    return everyRow(network, training);
  }

  /** Whether a step changes every element by itself, so that stretches can be updated apart. */
  public static boolean isElementWise(NetworkSpec network, TrainingSpec training) {
    return !ClippedStep.isFor(training.clip()) && everyRow(network, training).isEmpty();
  }

  /** What needs all rows of the first layer after every step. */
  private static Optional<String> everyRow(NetworkSpec network, TrainingSpec training) {
    if (network.dense().stream().anyMatch(dense -> dense.regularizer().maxNorm() > 0)) {
      return Optional.of("a max-norm needs every row's weights after every step");
    }
    if (training.watch() == Watching.STEP) {
      return Optional.of("norms that are watched in every step need every row in every step");
    }
    return Optional.empty();
  }
}
