package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.FeatureSection;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.FinalTable;
import org.lockstep.driver.report.MetricsFile;
import org.lockstep.driver.report.RunOutcome;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.Progress;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train the network of a job file.",
    footer = {
      "",
      "Examples:",
      "  lockstep train conf/quickstart.conf",
      "  lockstep train conf/airline.conf --set training.epochs=20 --out runs/short",
      "  lockstep train conf/airline.conf --out runs/nightly --resume-or-start"
    })
final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Parameters(paramLabel = "JOB.conf", description = "The job file (HOCON).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a key of the job file; may be given several times.")
  private List<String> overrides = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/<job name>-<time>.")
  private String out;

  @Option(
      names = "--resume-or-start",
      description = {
        "Do nothing if DIR holds this job's finished run; otherwise run it there from the start,",
        "an unfinished attempt's files moved to DIR/unfinished-N."
      })
  private boolean resumeOrStart;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  TrainCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    JobSpec job = JobReader.read(file, overrides);
    try (RunDirectory run = RunDirectory.open(directory(job), job, resumeOrStart)) {
      if (run.alreadyDone()) {
        terminal.line(run.path() + " is done; nothing to do");
        return ExitCode.OK.number();
      }
      Logging.to(run.path().resolve(RunDirectory.LOG), verbose);
      Thread hook = Interruption.watch(run);
      try {
        train(job, run);
      } catch (Exception | OutOfMemoryError e) {
        Interruption.failed(run, Failures.of(e));
        throw e;
      } finally {
        Interruption.unwatch(hook);
      }
    }
    return ExitCode.OK.number();
  }

  private void train(JobSpec job, RunDirectory run) throws IOException {
    terminal.line(terminal.bold(job.title()));
    terminal.line("run        " + run.path());
    long began = System.nanoTime();
    SparkSession spark = SparkStart.open("lockstep " + job.name());
    RunOutcome outcome;
    try (Progress progress = new Progress(run, terminal, job.training().epochs())) {
      progress.started(spark.sparkContext().master(), (System.nanoTime() - began) / 1e9);
      outcome = runner.train(job, run, progress, spark);
    } finally {
      spark.stop();
    }
    MetricsFile.write(run.path(), outcome);
    FinalTable.print(outcome, job.features() instanceof FeatureSection.Text, run.path(), terminal);
    run.succeed("best epoch " + outcome.bestEpoch());
  }

  private Path directory(JobSpec job) {
    if (out == null) {
      return Path.of("runs", job.name() + "-" + LocalDateTime.now().format(STAMP));
    }
    if (out.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, "--out must be a local directory. Received: " + out);
    }
    return Path.of(out);
  }
}
