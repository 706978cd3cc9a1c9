package org.lockstep.driver.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
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
import org.lockstep.trainer.divergence.DivergedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a search's trainings on Spark: a thread of the driver for each slot and a few more, so that
 * the next task of Spark is queued before a slot is free.
 */
final class SearchSlots implements Slots, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchSlots.class);
  private static final int AHEAD = 2;
  private static final long CLOSE_SECONDS = 5;

  private final JavaSparkContext spark;
  private final TrialJob jobs;
  private final DivisionRows rows;
  private final TrialSpread spread;
  private final Paused paused;
  private final int retries;
  private final int most;
  private final Waiting waiting = new Waiting();
  private final Map<Integer, JobSpec> known = new ConcurrentHashMap<>();
  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final AtomicInteger fused = new AtomicInteger();
  private final ExecutorService threads;
  private final Busy busy = new Busy();
  private final Turns turns = new Turns();

  /**
   * @param retries of a training that may succeed
   * @param most trainings that a slot makes at once
   */
  SearchSlots(
      JavaSparkContext spark,
      TrialJob jobs,
      DivisionRows rows,
      TrialSpread spread,
      Paused paused,
      int retries,
      int most) {
    this.spark = spark;
    this.jobs = jobs;
    this.rows = rows;
    this.spread = spread;
    this.paused = paused;
    this.retries = retries;
    this.most = most;
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
    waiting.add(new Waiting.Training(task, part, attempt, arrivals));
  }

  @Override
  public void go() {
    for (int left = waiting.size(); left > 0; left--) {
      threads.execute(() -> waiting.first().ifPresent(this::train));
    }
  }

  @Override
  public void settled(Task task, int part) {
    try {
      paused.forget(task, part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trainings that were made together with others. */
  int fused() {
    return fused.get();
  }

  /** How much of their time slots were training, as a share; of whole trials alone. */
  Optional<Double> busyShare() {
    return spread.wholeTrials() ? busy.share(spread.atOnce()) : Optional.empty();
  }

  /** Trains it, and those that are trained together with it. */
  private void train(Waiting.Training first) {
    List<Waiting.Training> group = new ArrayList<>(List.of(first));
    try {
      List<Piece> pieces = pieces(group);
      for (int i = 0; i < pieces.size(); i++) {
        group.get(i).arrivals().done(pieces.get(i));
      }
    } catch (RuntimeException e) {
      group.forEach(each -> each.arrivals().broken(e));
    }
  }

  /**
   * @param group gets those that are trained together with its first
   */
  private List<Piece> pieces(List<Waiting.Training> group) {
    Waiting.Training first = group.get(0);
    long began = System.nanoTime();
    try {
      JobSpec job = job(first.task());
      DivisionRows.Prepared prepared = rows.take(job, first.part());
      try {
        busy.began();
        List<TrialReport> reports = reports(group, prepared);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
          busy.ended(reports.get(i).seconds());
          turns.ended(reports.get(i).seconds());
          pieces.add(piece(group.get(i), reports.get(i)));
        }
        return pieces;
      } finally {
        rows.release(job, first.part());
      }
    } catch (JobException | DataException | DivergedException | IllegalArgumentException e) {
      return group.stream().map(each -> failed(each, true, e, began)).toList();
    } catch (Exception | Error e) {
      // Spark's own exceptions are no RuntimeExceptions, and Scala does not declare them. Errors
      // are the trial's, too: its arrays are garbage by now, and nobody would hear of a dead
      // thread.
      if (spark.sc().isStopped()) {
        throw e instanceof RuntimeException cause ? cause : new IllegalStateException(e);
      }
      return group.stream().map(each -> failed(each, each.attempt() > retries, e, began)).toList();
    }
  }

  /** Trains the group's first, together with those that fit, else in turn with a few more. */
  private List<TrialReport> reports(List<Waiting.Training> group, DivisionRows.Prepared prepared)
      throws IOException {
    Waiting.Training first = group.get(0);
    spread.requireTrainable(part(first), prepared);
    group.addAll(waiting.more(most - 1, spread.atOnce(), fitting(group, prepared)));
    if (group.size() > 1) {
      List<TrialReport> reports = spread.trainTogether(parts(group), prepared);
      fused.addAndGet(group.size());
      return reports;
    }
    int inTurn = spread.wholeTrials() ? turns.most() : 1;
    group.addAll(
        waiting.more(inTurn - 1, spread.atOnce(), next -> goesWith(first, next, prepared)));
    return spread.trainInTurn(parts(group), prepared);
  }

  /** What has failed once is tried alone; so are trials on other features. */
  private Predicate<Waiting.Training> fitting(
      List<Waiting.Training> group, DivisionRows.Prepared prepared) {
    List<Waiting.Training> together = new ArrayList<>(group);
    return next -> {
      if (!goesWith(group.get(0), next, prepared)) {
        return false;
      }
      together.add(next);
      Optional<String> reason = spread.apart(parts(together), prepared);
      if (reason.isPresent()) {
        together.remove(next);
        say(reason.get());
      }
      return reason.isEmpty();
    };
  }

  /** Whether it can be trained on the rows of the first, and neither has failed before. */
  private boolean goesWith(
      Waiting.Training first, Waiting.Training next, DivisionRows.Prepared prepared) {
    if (first.attempt() > 1 || next.attempt() > 1) {
      return false;
    }
    try {
      if (!DivisionRows.same(job(first.task()), first.part(), job(next.task()), next.part())) {
        return false;
      }
      spread.requireTrainable(part(next), prepared);
      return true;
    } catch (JobException | DataException | IllegalArgumentException e) {
      return false; // it says so when its turn comes
    }
  }

  private List<TrialPart> parts(List<Waiting.Training> group) {
    return group.stream().map(this::part).toList();
  }

  private TrialPart part(Waiting.Training training) {
    return new TrialPart(training.task(), training.part(), job(training.task()));
  }

  /** A trial's job, which is the same in all divisions and tasks. */
  private JobSpec job(Task task) {
    return known.computeIfAbsent(task.trial(), trial -> jobs.of(task.setting()));
  }

  private void say(String reason) {
    if (said.add(reason)) {
      LOG.info("trainings apart: {}", reason);
    }
  }

  private Piece failed(Waiting.Training training, boolean last, Throwable cause, long began) {
    return Piece.failed(
        training.task().number(),
        training.part(),
        training.attempt(),
        last,
        Failures.of(cause).sentence(),
        "driver",
        (System.nanoTime() - began) / 1e9);
  }

  private Piece piece(Waiting.Training training, TrialReport report) {
    boolean again =
        report.failure().isPresent() && report.worthARetry() && training.attempt() <= retries;
    return new Piece(
        training.task().number(),
        training.part(),
        training.attempt(),
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
