package org.lockstep.driver.barrier;

import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.WorkerShards;

/**
 * While fewer tasks than there are partitions train, looks for executors that have come in place of
 * lost ones. What those have to make anew, classes and shards, they make while the others go on
 * training.
 */
final class Regrowth {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final JavaSparkContext spark;
  private final JavaRDD<WorkerShards> shards;
  private final String title;
  private final Slots slots;
  private long lookAt = System.nanoTime() + LOOK_NANOS;
  private JavaFutureAction<Void> preparation;

  /**
   * @param shards a partition a task, if there are slots for all
   * @param title what Spark's UI shows
   */
  Regrowth(JavaSparkContext spark, JavaRDD<WorkerShards> shards, String title) {
    this.spark = spark;
    this.shards = shards;
    this.title = title;
    this.slots = new Slots(spark);
  }

  /** How many tasks there are to be. */
  int wanted() {
    return shards.getNumPartitions();
  }

  /** Whether all slots are there and ready; to be asked again and again. */
  boolean isDue() {
    if (preparation != null && !preparation.isDone()) {
      return false;
    }
    if (System.nanoTime() - lookAt < 0) {
      return false;
    }
    lookAt = System.nanoTime() + LOOK_NANOS;
    if (slots.now() < wanted()) {
      preparation = null; // what was readied is gone again
      return false;
    }
    if (preparation == null) {
      spark.setJobDescription(title + " · shards of new executors");
      preparation = shards.foreachPartitionAsync(new OwnCopy(shards));
      lookAt = System.nanoTime();
      return false;
    }
    return true;
  }

  /** Nobody asks any more. */
  void end() {
    if (preparation != null) {
      preparation.cancel(true);
    }
  }
}
