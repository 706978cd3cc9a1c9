package org.lockstep.driver.barrier;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;

/** What keeps a cluster from running a barrier stage over shards. */
public final class Obstacle {
  private Obstacle() {}

  /** In words with the numbers; empty if the stage can run now. */
  public static Optional<String> to(JavaSparkContext spark, ShardSet shards) {
    if (!spark.isLocal()) {
      return Optional.of("executors in processes of their own cannot exchange gradients yet");
    }
    int slots =
        spark
            .sc()
            .maxNumConcurrentTasks(spark.sc().resourceProfileManager().defaultResourceProfile());
    return shards.partitions() <= slots
        ? Optional.empty()
        : Optional.of(
            "the stage needs %d slots at once, and there are %d"
                .formatted(shards.partitions(), slots));
  }
}
