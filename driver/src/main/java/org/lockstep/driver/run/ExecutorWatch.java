package org.lockstep.driver.run;

import org.apache.spark.SparkContext;

/**
 * Ends the jobs of a cluster whose executors are all gone and do not come back: Spark itself would
 * wait for them forever. Runs on a thread of its own until the context is stopped.
 */
public final class ExecutorWatch implements Runnable {
  /** How the reason begins, by which {@link SparkFailures} knows it. */
  static final String RULE = "executors must be there, or come back within ";

  private static final long LOOK_MILLIS = 500;

  private final SparkContext spark;
  private final int seconds;

  private ExecutorWatch(SparkContext spark, int seconds) {
    this.spark = spark;
    this.seconds = seconds;
  }

  /**
   * Watches from now on.
   *
   * @param seconds that jobs may wait without any executor
   */
  public static void over(SparkContext spark, int seconds) {
    if (spark.isLocal()) {
      return;
    }
    Thread thread = new Thread(new ExecutorWatch(spark, seconds), "lockstep-executor-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    long waited = 0;
    try {
      while (!spark.isStopped()) {
        Thread.sleep(LOOK_MILLIS);
        waited = isDeserted() ? waited + LOOK_MILLIS : 0;
        if (waited >= seconds * 1000L) {
          endJobs();
          waited = 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException stopped) {
      // The context was stopped between two looks.
    }
  }

  /** Whether a job waits and nobody is there but the driver. */
  private boolean isDeserted() {
    return spark.statusTracker().getActiveJobIds().length > 0
        && spark.statusTracker().getExecutorInfos().length < 2;
  }

  private void endJobs() {
    String reason = RULE + "%d s (%s). Received: none".formatted(seconds, SparkStart.DEADLINE);
    for (int job : spark.statusTracker().getActiveJobIds()) {
      spark.cancelJob(job, reason);
    }
  }
}
