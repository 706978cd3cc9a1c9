package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.FeatureSection;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.FinalTable;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.Followers;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;

/** What {@code train} and {@code resume} have in common: a run from its directory to its end. */
final class TrainedRun {
  private final JobRunner runner;
  private final Terminal terminal;
  private final boolean verbose;

  TrainedRun(JobRunner runner, Terminal terminal, boolean verbose) {
    this.runner = runner;
    this.terminal = terminal;
    this.verbose = verbose;
  }

  /** Trains there, unless the run is done. */
  int in(Path directory, JobSpec job, Existing existing) throws IOException {
    return new AttendedRun(terminal, verbose)
        .in(directory, job, existing, run -> () -> train(job, run));
  }

  private void train(JobSpec job, RunDirectory run) throws IOException {
    long began = System.nanoTime();
    Baselines baselines = new Baselines(job.report().baselines());
    SparkSession spark = SparkStart.open("lockstep " + job.name(), baselines.conf());
    Followers followers = Following.of(job, run.path(), terminal);
    RunOutcome outcome;
    boolean done = false;
    try {
      try (Progress progress = new Progress(run, terminal, job.training().epochs(), followers)) {
        progress.started(spark.sparkContext().master(), (System.nanoTime() - began) / 1e9);
        outcome = runner.train(job, run, progress, spark);
        MetricsFile.write(run.path(), outcome);
        baselines.train(runner, new FinishedRun(run.path(), job), spark, terminal);
      } finally {
        spark.stop();
      }
      done = true;
    } finally {
      followers.ended(done);
    }
    Optional<Path> report = WrittenReport.of(run.path(), job.report().html(), terminal);
    boolean texts = job.features() instanceof FeatureSection.Text;
    FinalTable.print(outcome, texts, run.path(), report, terminal);
    requireEnd(outcome, run);
    run.succeed(outcome.kept());
  }

  /** A run whose last state was lost is not complete: it could not be given more epochs. */
  private static void requireEnd(RunOutcome outcome, RunDirectory run) {
    if (outcome.checkpoints().endLost().isPresent()) {
      throw new RunException(
          ExitCode.RESUMABLE,
          "the checkpoint of the training's end must be written. Received: %s. The model is in %s"
              .formatted(outcome.checkpoints().endLost().get(), run.model()));
    }
  }
}
