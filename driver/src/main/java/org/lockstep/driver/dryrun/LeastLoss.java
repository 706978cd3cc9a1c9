package org.lockstep.driver.dryrun;

import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/**
 * The loss below which no network comes on some rows. Of most losses that is 0; the cross-entropy
 * of a reconstruction is never below the entropy of its targets, the mean over a row's n features
 *
 * <pre>H = −(1/n)·Σₖ (tₖ·ln tₖ + (1 − tₖ)·ln(1 − tₖ))</pre>
 */
final class LeastLoss {
  private LeastLoss() {}

  /** The mean over the rows' weights. */
  static double of(NetworkSpec network, Shard rows) {
    boolean entropies =
        network.task() == Task.RECONSTRUCTION && network.loss() instanceof LossSpec.CrossEntropy;
    if (!entropies) {
      return 0;
    }
    int columns = rows.targetColumns();
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < rows.rows(); row++) {
      double entropy = 0;
      for (int k = 0; k < columns; k++) {
        double target = rows.targets()[row * columns + k];
        entropy -= term(target) + term(1 - target);
      }
      sum += rows.weights()[row] * (entropy / columns);
      weights += rows.weights()[row];
    }
    return weights > 0 ? sum / weights : 0;
  }

  private static double term(double share) {
    return share > 0 ? share * Math.log(share) : 0;
  }
}
