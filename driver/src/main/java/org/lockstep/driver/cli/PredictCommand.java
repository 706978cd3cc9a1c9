package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.FeatureSection;
import org.lockstep.driver.report.PredictionOutcome;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.report.TextPrediction;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep predict}: texts at once and without Spark, or a file of rows with it. */
@Command(
    name = "predict",
    mixinStandardHelpOptions = true,
    description = "Predict with a run's model.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep predict runs/nightly --text \"late again\" --text \"lovely crew\"",
      "  submit/lockstep predict runs/nightly --data new.csv --out predictions.csv"
    })
final class PredictCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run directory.")
  private Path directory;

  @ArgGroup(multiplicity = "1")
  private Input input;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  PredictCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  /** Texts, or rows: one of the two. */
  static final class Input {
    @Option(
        names = "--text",
        required = true,
        paramLabel = "TEXT",
        description = "A text; may be given several times. Needs no Spark.")
    private List<String> texts = List.of();

    @ArgGroup(exclusive = false)
    private Rows rows;
  }

  /** Where rows come from and go to. */
  static final class Rows {
    @Option(
        names = "--data",
        required = true,
        paramLabel = "PATH",
        description = "Rows in the format of the job's data; labels may be missing.")
    private String data;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "The file to write; it must not exist.")
    private Path out;

    @Option(
        names = "--code",
        description = "Write the codes of an autoencoder, too, beside its reconstruction errors.")
    private boolean code;
  }

  @Override
  public Integer call() throws IOException {
    FinishedRun run = FinishedRun.open(directory);
    if (input.rows == null) {
      texts(run);
    } else {
      rows(run, input.rows);
    }
    return ExitCode.OK.number();
  }

  private void texts(FinishedRun run) throws IOException {
    if (!(run.job().features() instanceof FeatureSection.Text)) {
      throw new RunException(
          ExitCode.USAGE,
          "--text must go with a model of texts. Received: a model of "
              + run.job().features().kind()
              + " features (use --data)");
    }
    TextPrediction.lines(runner.predict(run, input.texts)).forEach(terminal::line);
  }

  private void rows(FinishedRun run, Rows rows) throws IOException {
    Path out = rows.out;
    if (Files.exists(out)) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, "--out must be a file that does not exist. Received: " + out);
    }
    Logging.to(run.path().resolve("predict.log"), verbose);
    SparkSession spark = SparkStart.open("lockstep predict " + run.job().name());
    PredictionOutcome outcome;
    try {
      outcome = runner.predict(run, rows.data, out, rows.code, spark);
    } finally {
      spark.stop();
    }
    terminal.line("%d rows predicted: %s".formatted(outcome.rows().used(), outcome.out()));
    if (outcome.rows().rejected() > 0) {
      terminal.warn(outcome.rows().rejected() + " rows rejected: " + outcome.rows().reasons());
    }
  }
}
