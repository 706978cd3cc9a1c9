package org.lockstep.driver.flow;

import org.apache.spark.api.java.function.Function;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.ShardFit;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Whether a loss can learn the numbers that the rows ask for, asked once before the first step. */
public final class SuitableTargets {
  private SuitableTargets() {}

  /**
   * @throws IllegalArgumentException if it cannot; the sentence begins with the key of the loss
   */
  public static void require(NetworkSpec network, ShardSet shards) {
    if (!ShardFit.boundsNumbers(network)) {
      return;
    }
    for (String refusal : shards.shards().map(new Refusal(network)).collect()) {
      if (!refusal.isEmpty()) {
        throw new IllegalArgumentException(
            "loss.type must suit the rows%s: %s".formatted(remedy(network), refusal));
      }
    }
  }

  private static String remedy(NetworkSpec network) {
    return network.task() == Task.RECONSTRUCTION
        ? " (features.scale = min_max makes features 0 to 1)"
        : "";
  }

  /** What is wrong with a worker's first unfit target, or nothing. */
  private static final class Refusal implements Function<WorkerShards, String> {
    private static final long serialVersionUID = 1L;

    private final NetworkSpec network;

    Refusal(NetworkSpec network) {
      this.network = network;
    }

    @Override
    public String call(WorkerShards worker) {
      try {
        for (Split split : Split.values()) {
          String rows = "%s rows of worker %d".formatted(split.label(), worker.worker());
          ShardFit.requireAllTargets(network, worker.shard(split), split == Split.TRAIN, rows);
        }
        return "";
      } catch (IllegalArgumentException e) {
        return e.getMessage();
      }
    }
  }
}
