package org.lockstep.driver.barrier;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;

/** What keeps a cluster from running a barrier stage over shards. */
public final class Obstacle {
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  private Obstacle() {}

  /**
   * In words with the numbers; empty if the stage can run.
   *
   * @param seconds to wait for executors that are starting
   */
  public static Optional<String> to(JavaSparkContext spark, ShardSet shards, int seconds)
      throws InterruptedException {
    if (!spark.isLocal() && spark.getConf().getBoolean(DYNAMIC, false)) {
      return Optional.of(
          "Spark gives and takes executors as it likes (%s=true), and a barrier stage needs all of its slots at once"
              .formatted(DYNAMIC));
    }
    Slots slots = new Slots(spark);
    int needed = shards.partitions();
    return slots.await(needed, Duration.ofSeconds(seconds)) >= needed
        ? Optional.empty()
        : Optional.of(
            "it needs %d slots at once. Received: %s, after %d s"
                .formatted(needed, slots.words(), seconds));
  }
}
