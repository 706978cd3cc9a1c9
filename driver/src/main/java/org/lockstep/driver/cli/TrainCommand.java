package org.lockstep.driver.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.JobRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lockstep train}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train the network of a job file.",
    footer = {
      "",
      "Examples:",
      "  submit/lockstep train conf/quickstart.conf",
      "  submit/lockstep train conf/airline.conf --set training.epochs=20",
      "  submit/lockstep train conf/airline.conf --out runs/nightly --resume-or-start"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private JobArgument argument;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/<job name>-<time>.")
  private String out;

  @Option(
      names = "--resume-or-start",
      description = {
        "Do nothing if DIR holds this job's finished run; otherwise go on there from its newest",
        "checkpoint, or from the start where there is none (what an attempt left is moved to",
        "DIR/unfinished-N)."
      })
  private boolean resumeOrStart;

  @Option(
      names = {"-q", "--quiet"},
      description = "Nothing but warnings and, at the end, how to go on where there is more to do.")
  private boolean quiet;

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
    terminal.quiet(quiet);
    JobSpec job = argument.read().trained();
    return new TrainedRun(runner, terminal, verbose)
        .in(RunPath.of(out, job), job, resumeOrStart ? Existing.RESUMED : Existing.REFUSED);
  }
}
