package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.report.SearchOutcome;
import org.lockstep.driver.report.SearchReport;
import org.lockstep.driver.report.ShellWord;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.FinishedRun;
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
    int code =
        new AttendedRun(terminal, verbose)
            .in(directory, job, existing, run -> new Search(job, run, progress(job, run)));
    if (bestJob.isPresent()) {
      AtomicFile.write(
          bestJob.get().toAbsolutePath(),
          Files.readString(directory.resolve(SearchReport.BEST_JOB)));
    }
    return code;
  }

  private SearchProgress progress(JobSpec job, RunDirectory run) {
    SearchSpec search = job.search().orElseThrow();
    Direction direction =
        MetricOrder.lowerIsBetter(search.metric()) ? Direction.MINIMIZE : Direction.MAXIMIZE;
    return new SearchProgress(run, terminal, search, direction);
  }

  /** A search that, interrupted, says the best so far. */
  private final class Search implements AttendedRun.Work {
    private final JobSpec job;
    private final RunDirectory run;
    private final SearchProgress progress;

    Search(JobSpec job, RunDirectory run, SearchProgress progress) {
      this.job = job;
      this.run = run;
      this.progress = progress;
    }

    @Override
    public void complete() throws IOException {
      search(job, run, progress);
    }

    @Override
    public String resumeLine(Path directory) {
      return ResumeCommand.line(directory)
          + bestJob.map(file -> " --best-job " + ShellWord.of(file)).orElse("");
    }

    @Override
    public String lastWords() {
      return progress.bestSoFar();
    }
  }

  private void search(JobSpec job, RunDirectory run, SearchProgress progress) throws IOException {
    Baselines baselines = new Baselines(job.report().baselines());
    SparkConf conf = TrialSettings.fill(baselines.conf());
    SparkSession spark = SparkStart.open("lockstep search " + job.name(), conf);
    SearchOutcome outcome;
    try {
      outcome = runner.search(job, run, progress, spark);
      MetricsFile.write(run.path(), outcome.model());
      baselines.train(runner, new FinishedRun(run.path(), job), spark, terminal);
    } finally {
      spark.stop();
    }
    AtomicFile.write(
        run.path().resolve(SearchReport.NAME), SearchReport.json(outcome, progress.direction()));
    AtomicFile.write(run.path().resolve(SearchReport.BEST_JOB), outcome.bestJob());
    Optional<Path> report = WrittenReport.of(run.path(), job.report().html(), terminal);
    SearchReport.print(outcome, progress.direction(), run.path(), terminal);
    report.ifPresent(
        file -> {
          terminal.line("report     " + file);
          terminal.line(
              "look       submit/lockstep report " + ShellWord.of(run.path()) + " --open");
        });
    run.succeed(
        "best trial %d, %s"
            .formatted(outcome.best().number(), outcome.best().result().task().setting()));
  }
}
