package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.report.EvaluationOutcome;
import org.lockstep.driver.report.ScoreTable;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Score a run's model on labelled data.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep evaluate runs/nightly --data more-tweets.csv",
      "  submit/lockstep evaluate runs/nightly --data airline"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run directory.")
  private Path directory;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH|NAME",
      description = "A path in the format of the job's data, or the name of a data set.")
  private String data;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  EvaluateCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    FinishedRun run = FinishedRun.open(directory);
    Logging.to(run.path().resolve("evaluate.log"), verbose);
    SparkSession spark = SparkStart.open("lockstep evaluate " + run.job().name());
    EvaluationOutcome outcome;
    try {
      outcome = runner.evaluate(run, data, spark);
    } finally {
      spark.stop();
    }
    terminal.line(
        "%d rows used of %d (%s)"
            .formatted(outcome.rows().used(), outcome.rows().read(), outcome.origin()));
    if (outcome.rows().rejected() > 0) {
      terminal.warn(outcome.rows().rejected() + " rows rejected: " + outcome.rows().reasons());
    }
    ScoreTable.single(data, outcome.scores(), outcome.task()).forEach(terminal::line);
    if (!outcome.scores().classes().isEmpty()) {
      terminal.blank();
      ScoreTable.classes(outcome.scores(), outcome.labels()).forEach(terminal::line);
    }
    if (outcome.scores().outputs().size() > 1 && !outcome.targets().isEmpty()) {
      terminal.blank();
      ScoreTable.outputs(outcome.scores(), outcome.targets()).forEach(terminal::line);
    }
    return ExitCode.OK.number();
  }
}
