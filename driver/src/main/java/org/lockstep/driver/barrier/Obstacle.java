package org.lockstep.driver.barrier;

import java.time.Duration;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;

/**
 * What keeps a cluster from running a barrier stage over shards.
 *
 * @param words with the numbers
 * @param passes whether it lies in executors that are not there, and may come; else in settings
 */
public record Obstacle(String words, boolean passes) {
  private static final String DYNAMIC = "spark.dynamicAllocation.enabled";

  /**
   * Empty if the stage can run. Spark itself refuses a barrier stage as soon as it may give and
   * take executors (SPARK-24942), even where it never would.
   *
   * @param seconds to wait for executors that are starting
   */
  public static Optional<Obstacle> to(JavaSparkContext spark, ShardSet shards, int seconds)
      throws InterruptedException {
    if (!spark.isLocal() && spark.getConf().getBoolean(DYNAMIC, false)) {
      return Optional.of(
          new Obstacle(
              "Spark gives and takes executors as it likes (%s=true), and a barrier stage needs all of its slots at once; it can run with %s=false"
                  .formatted(DYNAMIC, DYNAMIC),
              false));
    }
    Slots slots = new Slots(spark);
    int needed = shards.partitions();
    return slots.await(needed, Duration.ofSeconds(seconds)) >= needed
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "it needs %d slots at once. Received: %s, after %d s"
                    .formatted(needed, slots.words(), seconds),
                true));
  }
}
