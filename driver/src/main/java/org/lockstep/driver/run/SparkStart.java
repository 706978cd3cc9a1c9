package org.lockstep.driver.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.loop.SparkSettings;

/**
 * Opens the Spark session and makes sure that someone is there to work. Spark itself would wait for
 * executors forever.
 */
public final class SparkStart {
  /** Spark's own setting for the deadline, in seconds: {@value}. */
  public static final String DEADLINE = "spark.lockstep.startSeconds";

  private static final int DEFAULT_SECONDS = 120;
  private static final Duration REACHABLE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private SparkStart() {}

  /**
   * Opens a session with Lockstep's settings under what the environment sets.
   *
   * @throws RunException (78) with a sentence if there is no master, it cannot be reached, a port
   *     is in use or memory is too little; (75) if no executor comes before the deadline: a cluster
   *     that is full may have room another time
   */
  public static SparkSession open(String applicationName) {
    return open(applicationName, new SparkConf());
  }

  /** As {@link #open(String)}, with these settings in place of the system properties'. */
  public static SparkSession open(String applicationName, SparkConf conf) {
    conf.setAppName(applicationName);
    String master = conf.get("spark.master", "");
    if (master.isBlank()) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION, "a master must be given, such as --master local[*]");
    }
    SparkSettings.fill(conf);
    MasterAddress.requireReachable(master, REACHABLE);
    int seconds = seconds(conf);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    SparkSession session = start(conf, deadline, seconds);
    try {
      awaitExecutor(session, conf, deadline, seconds);
    } catch (RuntimeException e) {
      session.stop();
      throw e;
    }
    ExecutorWatch.over(session.sparkContext(), seconds);
    return session;
  }

  /** How long to wait for a cluster that is starting, in seconds. */
  public static int seconds(SparkConf conf) {
    String value = conf.get(DEADLINE, Integer.toString(DEFAULT_SECONDS));
    if (!value.matches("[1-9][0-9]{0,5}")) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION, DEADLINE + " must be whole seconds >= 1. Received: " + value);
    }
    return Integer.parseInt(value);
  }

  private static SparkSession start(SparkConf conf, long deadline, int seconds) {
    FutureTask<SparkSession> task =
        new FutureTask<>(() -> SparkSession.builder().config(conf).getOrCreate());
    Thread thread = new Thread(task, "spark-start");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new RunException(
          ExitCode.RESUMABLE,
          "Spark must start within %d s (%s). Received: no answer from %s"
              .formatted(seconds, DEADLINE, conf.get("spark.master")),
          e);
    } catch (ExecutionException e) {
      Failure failure = Failures.of(e.getCause());
      if (failure.exitCode() == ExitCode.INTERNAL && isAboutSettings(e.getCause())) {
        failure =
            new Failure(
                "Spark's settings must be valid. Received: " + e.getCause().getMessage(),
                ExitCode.BAD_CONFIGURATION);
      }
      throw new RunException(failure.exitCode(), failure.sentence(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RunException(ExitCode.RESUMABLE, "the start of Spark was interrupted", e);
    }
  }

  /** Spark says so in these, such as of a task that wants more cores than there are. */
  private static boolean isAboutSettings(Throwable thrown) {
    return thrown instanceof IllegalArgumentException || thrown instanceof SparkException;
  }

  /** In local mode the driver is the executor; elsewhere one must register. */
  private static void awaitExecutor(
      SparkSession session, SparkConf conf, long deadline, int seconds) {
    if (session.sparkContext().isLocal()) {
      return;
    }
    while (session.sparkContext().statusTracker().getExecutorInfos().length < 2) {
      if (System.nanoTime() > deadline) {
        throw new RunException(
            ExitCode.RESUMABLE,
            "an executor must register within %d s (%s). Received: none from %s. Does a worker have the %s of memory and %s cores that an executor asks for (spark.executor.memory, spark.executor.cores), and do executors die at their start (see the workers' logs)?"
                .formatted(
                    seconds,
                    DEADLINE,
                    conf.get("spark.master"),
                    conf.get("spark.executor.memory", "1g"),
                    conf.get("spark.executor.cores", "its")));
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RunException(ExitCode.RESUMABLE, "the wait for executors was interrupted", e);
      }
    }
  }
}
