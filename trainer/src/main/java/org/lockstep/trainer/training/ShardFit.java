package org.lockstep.trainer.training;

import java.util.function.DoublePredicate;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;

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
    switch (network.task()) {
      case MULTICLASS, BINARY -> requireClasses(network, shard);
      case MULTI_LABEL ->
          requireEach(shard, "a label's target must be 0 or 1", t -> t == 0 || t == 1);
      case DISTRIBUTION -> requireEach(shard, "a class's share must be >= 0", t -> t >= 0);
      case REGRESSION -> {} // any number
    }
  }

  private static void requireClasses(NetworkSpec network, Shard shard) {
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

  private static void requireEach(Shard shard, String rule, DoublePredicate allowed) {
    for (int i = 0; i < shard.targets().length; i++) {
      if (!allowed.test(shard.targets()[i])) {
        throw new IllegalArgumentException(
            "%s. Received: %s (row %d of the shard)"
                .formatted(rule, shard.targets()[i], i / shard.targetColumns()));
      }
    }
  }
}
