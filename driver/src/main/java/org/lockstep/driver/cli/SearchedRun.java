package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.report.SearchOutcome;
import org.lockstep.driver.report.SearchReport;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.SearchProgress;
import org.lockstep.driver.run.SparkStart;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.trainer.metric.MetricOrder;

/**
 * What {@code search} and {@code resume} have in common: a search from its directory to its end.
 */
final class SearchedRun {
  /** The winner's job file in the run's directory. */
  private static final String BEST = "best.conf";

  private final JobRunner runner;
  private final Terminal terminal;
  private final boolean verbose;
  private final Optional<Path> bestJob;

  /**
   * @param bestJob where else the winner's job goes
   */
  SearchedRun(JobRunner runner, Terminal terminal, boolean verbose, Optional<Path> bestJob) {
    this.runner = runner;
    this.terminal = terminal;
    this.verbose = verbose;
    this.bestJob = bestJob;
  }

  /** Searches there, unless that is done. */
  int in(Path directory, JobSpec job, Existing existing) throws IOException {
    try (RunDirectory run = RunDirectory.open(directory, job, existing)) {
      if (run.alreadyDone()) {
        terminal.line(run.path() + " is done; nothing to do");
        return ExitCode.OK.number();
      }
      Launched.in(run.path());
      Logging.to(run.path().resolve(RunDirectory.LOG), verbose);
      SearchSpec search = job.search().orElseThrow();
      Direction direction =
          MetricOrder.lowerIsBetter(search.metric()) ? Direction.MINIMIZE : Direction.MAXIMIZE;
      SearchProgress progress = new SearchProgress(run, terminal, search, direction);
      Object hook = Interruption.watch(run, progress::bestSoFar);
      try {
        search(job, run, progress);
      } catch (Exception | OutOfMemoryError e) {
        Failure failure = Failures.of(e);
        Interruption.failed(run, failure);
        if (failure.exitCode() == ExitCode.RESUMABLE) {
          terminal.endLine();
          terminal.say("go on with: " + ResumeCommand.line(run.path()));
        }
        throw e;
      } finally {
        Interruption.unwatch(hook);
        Launched.over();
      }
    }
    return ExitCode.OK.number();
  }

  private void search(JobSpec job, RunDirectory run, SearchProgress progress) throws IOException {
    terminal.line(terminal.bold(job.title()));
    terminal.line("run        " + run.path());
    // Several trials may be Spark's at once: none of them waits for the others' end.
    SparkConf conf = new SparkConf().setIfMissing("spark.scheduler.mode", "FAIR");
    SparkSession spark = SparkStart.open("lockstep search " + job.name(), conf);
    SearchOutcome outcome;
    try {
      outcome = runner.search(job, run, progress, spark);
    } finally {
      spark.stop();
    }
    MetricsFile.write(run.path(), outcome.model());
    AtomicFile.write(
        run.path().resolve(SearchReport.NAME), SearchReport.json(outcome, progress.direction()));
    AtomicFile.write(run.path().resolve(BEST), outcome.bestJob());
    if (bestJob.isPresent()) {
      AtomicFile.write(bestJob.get().toAbsolutePath(), outcome.bestJob());
    }
    Optional<Path> report = WrittenReport.of(run.path(), job.report().html(), terminal);
    SearchReport.print(outcome, progress.direction(), run.path(), terminal);
    report.ifPresent(file -> terminal.line("report     " + file));
    run.succeed(
        "best trial %d, %s"
            .formatted(outcome.best().number(), outcome.best().result().task().setting()));
  }
}
