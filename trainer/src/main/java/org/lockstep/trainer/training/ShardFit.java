package org.lockstep.trainer.training;

import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Whether a shard is one that a network can be trained on or evaluated with. */
final class ShardFit {

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
    if (network.loss() instanceof LossSpec.Poisson) {
      for (float target : shard.targets()) {
        if (!(target >= 0)) {
          throw new IllegalArgumentException(
              "targets must be >= 0 for the poisson loss. Received: " + target);
        }
      }
    }
    if (network.task() != Task.REGRESSION) {
      int classes = Math.max(2, network.outputs());
      for (int row = 0; row < shard.rows(); row++) {
        float target = shard.targets()[row];
        if (!(target >= 0 && target < classes && target == (int) target)) {
          throw new IllegalArgumentException(
              "a class index must be a whole number of 0 … %d. Received: %s (row %d of the shard)"
                  .formatted(classes - 1, target, row));
        }
      }
    }
  }
}
