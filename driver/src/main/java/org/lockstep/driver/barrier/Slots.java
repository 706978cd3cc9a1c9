package org.lockstep.driver.barrier;

import java.time.Duration;
import org.apache.spark.api.java.JavaSparkContext;

/** How many tasks the cluster can run at once. */
public final class Slots {
  private static final long LOOK_MILLIS = 20;

  private final JavaSparkContext spark;

  public Slots(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** Executors × ⌊cores / spark.task.cpus⌋, as they are now. */
  public int now() {
    return spark
        .sc()
        .maxNumConcurrentTasks(spark.sc().resourceProfileManager().defaultResourceProfile());
  }

  /**
   * Waits for executors that are starting or being replaced.
   *
   * @return how many there are, fewer than {@code wanted} if the time is over
   */
  int await(int wanted, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    int now = now();
    while (now < wanted && System.nanoTime() - deadline < 0) {
      Thread.sleep(LOOK_MILLIS);
      now = now();
    }
    return now;
  }

  /** {@code 1 executor × 4 cores / 1 core a task}, for messages. */
  String words() {
    int executors =
        spark.sc().statusTracker().getExecutorInfos().length - (spark.isLocal() ? 0 : 1);
    return "%d slots: %d executor%s, spark.executor.cores=%s, spark.task.cpus=%s"
        .formatted(
            now(),
            executors,
            executors == 1 ? "" : "s",
            spark.getConf().get("spark.executor.cores", spark.isLocal() ? "all" : "all or 1"),
            spark.getConf().get("spark.task.cpus", "1"));
  }
}
