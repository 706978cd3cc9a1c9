package org.lockstep.driver.flow;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.check.DataException;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.job.TrialJob;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.search.course.Slots;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.strategy.Task;
import org.lockstep.driver.trial.TrialReport;
import org.lockstep.trainer.training.DivergedException;

/**
 * Runs a search's trainings on Spark: a thread of the driver for each slot and a few more, so that
 * the next task of Spark is queued before a slot is free.
 */
final class SearchSlots implements Slots, AutoCloseable {
  private static final int AHEAD = 2;
  private static final long CLOSE_SECONDS = 5;

  private final JavaSparkContext spark;
  private final TrialJob jobs;
  private final DivisionRows rows;
  private final TrialSpread spread;
  private final int retries;
  private final ExecutorService threads;
  private final Busy busy = new Busy();

  /**
   * @param retries of a training that may succeed
   */
  SearchSlots(
      JavaSparkContext spark, TrialJob jobs, DivisionRows rows, TrialSpread spread, int retries) {
    this.spark = spark;
    this.jobs = jobs;
    this.rows = rows;
    this.spread = spread;
    this.retries = retries;
    AtomicInteger number = new AtomicInteger();
    int ahead = spread.wholeTrials() ? AHEAD : 0;
    this.threads =
        Executors.newFixedThreadPool(
            spread.atOnce() + ahead,
            work -> {
              Thread thread = new Thread(work, "lockstep-trial-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start(Task task, int part, int attempt, Arrivals arrivals) {
    threads.execute(
        () -> {
          try {
            arrivals.done(train(task, part, attempt));
          } catch (RuntimeException e) {
            arrivals.broken(e);
          }
        });
  }

  /** How much of their time slots were training, as a share; of whole trials alone. */
  Optional<Double> busyShare() {
    return spread.wholeTrials() ? busy.share(spread.atOnce()) : Optional.empty();
  }

  private Piece train(Task task, int part, int attempt) {
    long began = System.nanoTime();
    try {
      JobSpec job = jobs.of(task.setting());
      DivisionRows.Prepared prepared = rows.take(job, part);
      try {
        busy.began();
        TrialReport report = spread.train(task, part, job, prepared);
        busy.ended(report.seconds());
        return piece(task, part, attempt, report);
      } finally {
        rows.release(job, part);
      }
    } catch (JobException | DataException | DivergedException | IllegalArgumentException e) {
      return failed(task, part, attempt, true, e, began);
    } catch (RuntimeException | IOException | OutOfMemoryError e) {
      if (spark.sc().isStopped()) {
        throw e instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      }
      return failed(task, part, attempt, attempt > retries, e, began);
    }
  }

  private Piece failed(
      Task task, int part, int attempt, boolean last, Throwable cause, long began) {
    return Piece.failed(
        task.number(),
        part,
        attempt,
        last,
        Failures.of(cause).sentence(),
        "driver",
        (System.nanoTime() - began) / 1e9);
  }

  private Piece piece(Task task, int part, int attempt, TrialReport report) {
    boolean again = report.failure().isPresent() && report.worthARetry() && attempt <= retries;
    return new Piece(
        task.number(),
        part,
        attempt,
        !again,
        report.failure(),
        report.failure().isPresent() ? Map.of() : report.scores(),
        report.epochs(),
        report.bestEpoch(),
        report.stopReason(),
        report.parameters(),
        report.sha256(),
        report.slot(),
        report.beganMillis(),
        report.seconds(),
        report.curve());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    spread.cancel();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
