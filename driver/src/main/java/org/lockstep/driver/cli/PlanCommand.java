package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.plan.Bandwidth;
import org.lockstep.driver.plan.Cluster;
import org.lockstep.driver.plan.Latency;
import org.lockstep.driver.plan.Noise;
import org.lockstep.driver.plan.Plan;
import org.lockstep.driver.plan.PlanSpec;
import org.lockstep.driver.report.PlanFiles;
import org.lockstep.driver.report.PlanOutcome;
import org.lockstep.driver.report.PlanReport;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.AtomicFile;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep plan}. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Predict how a job scales: measure this machine on its rows, and model the rest.",
    footer = {
      "",
      "Prints step time, epochs an hour, speed-up and efficiency for each number of executors,",
      "the model beside a simulation of every message, and where one machine wins.",
      "",
      "Examples:",
      "  submit/lockstep plan conf/airline.conf",
      "  submit/lockstep plan conf/imdb.conf --executors 1,8,64 --bandwidth 25Gbit",
      "  submit/lockstep plan conf/airline.conf --stragglers 0.3 --out runs/plan"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private JobArgument argument;

  @Option(
      names = "--executors",
      paramLabel = "N,N…",
      defaultValue = "1,2,8,64,512",
      description = "Numbers of executors. Default: ${DEFAULT-VALUE}.")
  private String executors;

  @Option(
      names = "--cores-per-executor",
      paramLabel = "N",
      defaultValue = "1",
      description = "Cores of each. Default: ${DEFAULT-VALUE}.")
  private int cores;

  @Option(
      names = "--bandwidth",
      paramLabel = "RATE",
      defaultValue = "10Gbit",
      description = "Of each executor's network card. Default: ${DEFAULT-VALUE}.")
  private String bandwidth;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      defaultValue = "50us",
      description = "From one executor to another. Default: ${DEFAULT-VALUE}.")
  private String latency;

  @Option(
      names = "--stragglers",
      paramLabel = "measured|V",
      defaultValue = "measured",
      description = {
        "How much equal steps differ: their standard deviation over their mean, such as 0.2; 0 for",
        "not at all. Default: as this machine's own steps."
      })
  private String stragglers;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "6",
      description = "How long to measure this machine. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--measure",
      description = {
        "Train for some seconds, too, with one and with two executors on this machine, and compare",
        "the model with them."
      })
  private boolean measure;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A directory for plan.json and plan.csv. Default: none are written.")
  private Path out;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  PlanCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    PlanSpec spec = spec();
    JobSpec job = argument.read();
    if (out != null) {
      Files.createDirectories(out);
      Logging.to(out.resolve("plan.log"), verbose);
    }
    terminal.line(terminal.bold(job.title()));
    terminal.line(
        String.format(
            Locale.ROOT, "measuring  this machine on the job's rows, for %.0f s", seconds));
    SparkSession spark = SparkStart.open("lockstep plan " + job.name());
    PlanOutcome outcome;
    try {
      outcome = runner.plan(job, spec, spark);
    } finally {
      spark.stop();
    }
    if (outcome.data().generated()) {
      terminal.warn("the data were generated; a plan for them need not suit real ones");
    }
    terminal.line("network    " + outcome.network().summary());
    Plan plan = outcome.plan();
    PlanReport.lines(plan).forEach(terminal::line);
    if (measure) {
      MeasuredRuns runs = new MeasuredRuns(runner, terminal);
      plan = plan.with(runs.of(job, plan, runs.masters()));
      outcome = new PlanOutcome(outcome.network(), outcome.data(), plan);
    }
    terminal.line(PlanReport.error(plan));
    if (out != null) {
      AtomicFile.write(out.resolve(PlanFiles.CSV), PlanFiles.csv(plan));
      AtomicFile.write(out.resolve(PlanFiles.JSON), PlanFiles.json(outcome));
      terminal.line("files      " + out.resolve(PlanFiles.JSON) + ", " + PlanFiles.CSV);
    }
    return ExitCode.OK.number();
  }

  private PlanSpec spec() {
    try {
      return new PlanSpec(
          Cluster.parse(executors, cores),
          Bandwidth.parse(bandwidth),
          Latency.parse(latency),
          noise(),
          seconds,
          1);
    } catch (IllegalArgumentException e) {
      throw new RunException(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }

  private Optional<Noise> noise() {
    if (stragglers.equals("measured")) {
      return Optional.empty();
    }
    if (!stragglers.matches("[0-9]{1,2}(\\.[0-9]+)?") || Double.parseDouble(stragglers) > 10) {
      throw new IllegalArgumentException(
          "stragglers must be measured or a number from 0 to 10, such as 0.2. Received: "
              + stragglers);
    }
    return Optional.of(Noise.ofVariation(Double.parseDouble(stragglers)));
  }
}
