package org.lockstep.driver.flow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.function.Function;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.ShardFit;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/**
 * Whether losses can learn the numbers that rows ask for. All rows are looked at once a loss,
 * before the first step of the first network that has it. Safe for use by several threads.
 */
public final class SuitableTargets {
  private final ShardSet shards;
  private final Map<Question, String> refusals = new ConcurrentHashMap<>();

  /** All of a network that the answer depends on, besides the width of the data. */
  private record Question(Task task, LossSpec loss) {}

  /**
   * @param shards the caller's to close
   */
  public SuitableTargets(ShardSet shards) {
    this.shards = shards;
  }

  /**
   * @throws IllegalArgumentException if the network's loss cannot; the sentence begins with the key
   *     of the loss
   */
  public void require(NetworkSpec network) {
    if (!ShardFit.boundsNumbers(network)) {
      return;
    }
    String refusal =
        refusals.computeIfAbsent(
            new Question(network.task(), network.loss()), asked -> refusal(network));
    if (!refusal.isEmpty()) {
      throw new IllegalArgumentException(
          "loss.type must suit the rows%s: %s".formatted(remedy(network), refusal));
    }
  }

  /** Of the first worker whose rows are unfit; empty if none's are. */
  private String refusal(NetworkSpec network) {
    return shards.shards().map(new Refusal(network)).collect().stream()
        .filter(refusal -> !refusal.isEmpty())
        .findFirst()
        .orElse("");
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
