package org.lockstep.trainer.gradient;

import java.util.function.DoublePredicate;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.StreamedRows;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Whether a shard is one that a network can be trained on or evaluated with. */
public final class ShardFit {

  private ShardFit() {}

  /**
   * @throws IllegalArgumentException if widths differ or a target is not one of the loss
   */
  static void require(NetworkSpec network, Shard shard) {
    network.requireReadable(shard.features());
    if (shard.targetColumns() != network.targetColumns()) {
      throw new IllegalArgumentException(
          "a shard must have %d target columns. Received: %d"
              .formatted(network.targetColumns(), shard.targetColumns()));
    }
    if (!shard.isStreamed()) {
      requireTargets(network, shard.targets(), shard.rows(), "shard");
    }
  }

  /** Whether the loss refuses some of the numbers that a target column of its task may hold. */
  public static boolean boundsNumbers(NetworkSpec network) {
    return network.loss() instanceof LossSpec.Poisson || reconstructsShares(network);
  }

  /**
   * For all rows before any step: a streamed shard is read through, block by block.
   *
   * @param trained whether the rows are trained on, not only evaluated
   * @param of what the rows are part of, for the message
   * @throws IllegalArgumentException if a target is not one of the loss
   */
  public static void requireAllTargets(
      NetworkSpec network, Shard shard, boolean trained, String of) {
    if (shard.features() instanceof StreamedRows streamed) {
      for (int block = 0; block < streamed.blocks(); block++) {
        for (Shard rows : streamed.read(block)) {
          requireAllTargets(network, rows, trained, "block %d of the %s".formatted(block, of));
        }
      }
      return;
    }
    requireTargets(network, shard.targets(), shard.rows(), of);
    if (trained) {
      requireShares(network, shard.targets(), shard.rows(), of);
    }
  }

  /**
   * For the targets of some rows, as soon as they are in memory.
   *
   * @param targets row-major (rows, targetColumns), perhaps longer
   * @param of what the rows are part of, for the message
   * @throws IllegalArgumentException if a target is not one of the loss
   */
  static void requireTargets(NetworkSpec network, float[] targets, int rows, String of) {
    if (network.loss() instanceof LossSpec.Poisson) {
      requireEach(
          network, targets, rows, of, "targets must be >= 0 for the poisson loss", t -> t >= 0);
    }
    switch (network.task()) {
      case MULTICLASS, BINARY -> requireClasses(network, targets, rows, of);
      case MULTI_LABEL ->
          requireEach(
              network, targets, rows, of, "a label's target must be 0 or 1", t -> t == 0 || t == 1);
      case DISTRIBUTION ->
          requireEach(network, targets, rows, of, "a class's share must be >= 0", t -> t >= 0);
      case REGRESSION, RECONSTRUCTION -> {} // any number
    }
  }

  /**
   * For rows that are trained on: cross-entropy has no least value for a target beyond 0 or 1.
   * Other rows may have such a feature, if it was scaled by the training rows.
   */
  static void requireShares(NetworkSpec network, float[] targets, int rows, String of) {
    if (reconstructsShares(network)) {
      requireEach(
          network,
          targets,
          rows,
          of,
          "features must be 0 to 1 where cross_entropy reconstructs them",
          t -> t >= 0 && t <= 1);
    }
  }

  private static boolean reconstructsShares(NetworkSpec network) {
    return network.task() == Task.RECONSTRUCTION && network.loss() instanceof LossSpec.CrossEntropy;
  }

  private static void requireClasses(NetworkSpec network, float[] targets, int rows, String of) {
    int classes = Math.max(2, network.outputs());
    for (int row = 0; row < rows; row++) {
      float target = targets[row];
      if (!(target >= 0 && target < classes && target == (int) target)) {
        throw new IllegalArgumentException(
            "a class index must be a whole number of 0 … %d. Received: %s (row %d of the %s)"
                .formatted(classes - 1, target, row, of));
      }
    }
  }

  private static void requireEach(
      NetworkSpec network,
      float[] targets,
      int rows,
      String of,
      String rule,
      DoublePredicate allowed) {
    int columns = network.targetColumns();
    for (int i = 0; i < rows * columns; i++) {
      if (!allowed.test(targets[i])) {
        throw new IllegalArgumentException(
            "%s. Received: %s (row %d of the %s)".formatted(rule, targets[i], i / columns, of));
      }
    }
  }
}
