package org.lockstep.trainer.rank;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.step.WorkerGradients;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The merged gradient of all ranks' workers in an array as long as the parameters, made of one such
 * array for each of this rank's workers. Of a large model all of them are much more than its
 * weights and their state.
 */
final class WholeGradients {
  private final WorkerGradients own;
  private final RankSums sums;

  /**
   * @param workers this rank's
   * @param totalRows of all training shards
   * @param side the rank's side of a merge of the gradients that it is given
   */
  WholeGradients(
      NetworkSpec network,
      TrainingSpec training,
      List<ShardWorker> workers,
      long totalRows,
      Crew crew,
      Side side) {
    Gradient[] leaves = new Gradient[workers.size()];
    Arrays.setAll(leaves, i -> Gradient.of(network, training));
    this.own = new WorkerGradients(workers, totalRows, leaves, crew);
    this.sums = new RankSums(side.of(leaves), Gradient.of(network, training), crew);
  }

  /** A rank's side of a merge. */
  @FunctionalInterface
  interface Side {
    RankSide of(Gradient[] own);
  }

  /** Bytes of the gradients of so many workers, and of what they are merged into. */
  static long bytes(NetworkSpec network, int workers) {
    return (long) Float.BYTES * new ParameterLayout(network).size() * (workers + 1);
  }

  /** The merge, which ranks agree on wishes in. */
  RankSums sums() {
    return sums;
  }

  /** The merged gradient of a step; the caller's to read and overwrite until the next. */
  Gradient of(float[] parameters, int epoch, int step) {
    own.compute(parameters, epoch, step);
    return sums.merge();
  }
}
