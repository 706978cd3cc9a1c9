package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.RangeOutcome;
import org.lockstep.driver.report.RangeReport;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import org.lockstep.trainer.rangetest.RangeTestSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep lr-find}. */
@Command(
    name = "lr-find",
    mixinStandardHelpOptions = true,
    description = "Look for a learning rate: train with a growing one until the loss explodes.",
    footer = {
      "",
      "Writes DIR/lr-find.csv (step, learning_rate, loss, smoothed_loss) and suggests a rate;",
      "writes no model.",
      "",
      "Examples:",
      "  submit/lockstep lr-find conf/airline.conf --out runs/rates",
      "  submit/lockstep lr-find conf/digits.conf --out runs/rates --to 1 --steps 200"
    })
final class LrFindCommand implements Callable<Integer> {
  private static final String CURVE = "lr-find.csv";

  @Mixin private JobArgument argument;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The directory for lr-find.csv, which must not hold one yet.")
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "RATE",
      defaultValue = "1e-7",
      description = "The first learning rate. Default: ${DEFAULT-VALUE}.")
  private double from;

  @Option(
      names = "--to",
      paramLabel = "RATE",
      defaultValue = "10",
      description = "The last learning rate. Default: ${DEFAULT-VALUE}.")
  private double to;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "Mini-batches, each with a rate of its own. Default: ${DEFAULT-VALUE}.")
  private int steps;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  LrFindCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    JobSpec job = argument.read();
    RangeTestSpec range = range();
    Path curve = out.resolve(CURVE);
    if (Files.exists(curve)) {
      throw new RunException(
          ExitCode.CANNOT_WRITE, "--out must not hold a " + CURVE + " yet. Received: " + out);
    }
    Files.createDirectories(out);
    Logging.to(out.resolve("lr-find.log"), verbose);
    terminal.line(terminal.bold(job.title()));
    SparkSession spark = SparkStart.open("lockstep lr-find " + job.name());
    RangeOutcome outcome;
    try {
      outcome = runner.findRate(job, range, spark);
    } finally {
      spark.stop();
    }
    AtomicFile.write(curve, RangeReport.csv(outcome.result()));
    if (outcome.data().generated()) {
      terminal.warn("the data were generated; the rates that suit them need not suit real ones");
    }
    terminal.line("network    " + outcome.network().summary());
    RangeReport.lines(outcome.result()).forEach(terminal::line);
    terminal.line("curve      " + curve);
    return ExitCode.OK.number();
  }

  private RangeTestSpec range() {
    try {
      return new RangeTestSpec(from, to, steps);
    } catch (IllegalArgumentException e) {
      throw new RunException(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }
}
