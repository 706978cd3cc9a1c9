package org.lockstep.driver.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.dryrun.DryRunOutcome;
import org.lockstep.driver.dryrun.DryRunReport;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.SparkStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lockstep check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Try a job before it runs: read, count, estimate, and learn one batch.",
    footer = {
      "",
      "Reads and checks all rows, estimates memory and time, makes the first two steps, and lets",
      "the network learn one batch by heart: what cannot do that will not learn the rest.",
      "Writes nothing.",
      "",
      "Examples:",
      "  submit/lockstep check conf/airline.conf",
      "  submit/lockstep check JOB.conf --set training.optimizer.learningRate=0.1"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private JobArgument argument;

  private final JobRunner runner;
  private final Terminal terminal;

  CheckCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    JobSpec job = argument.read().trained();
    terminal.line(terminal.bold(job.title()));
    SparkSession spark = SparkStart.open("lockstep check " + job.name());
    DryRunOutcome found;
    try {
      found = runner.dryRun(job, spark);
    } finally {
      spark.stop();
    }
    if (found.data().generated()) {
      terminal.warn("no data set was found: these are rows that the project generates");
    }
    DryRunReport.lines(found, job.training().epochs()).forEach(terminal::line);
    DryRunReport.doubts(found, job.training()).forEach(terminal::warn);
    terminal.line("next       " + terminal.bold("submit/lockstep train " + argument.typed()));
    return ExitCode.OK.number();
  }
}
