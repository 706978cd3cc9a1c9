package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.ShellWord;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.JobRunner;
import org.lockstep.driver.run.RunDirectory;
import org.lockstep.driver.run.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lockstep resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Go on with an interrupted run from its newest checkpoint, or with a search from its ledger,",
      "with the same bits."
    },
    footer = {
      "",
      "Without a checkpoint the run starts anew. A run that is done stays as it is, unless it is",
      "given more epochs: then it goes on from its end.",
      "",
      "Examples:",
      "  submit/lockstep resume runs/nightly",
      "  submit/lockstep resume runs/nightly --set training.epochs=200"
    })
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run directory.")
  private Path directory;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Override a key of the run's job; may be given several times. What would change the",
        "results, but for more training.epochs or, of a search without halving, search.trials, is",
        "refused without --force."
      })
  private List<String> overrides = List.of();

  @Option(names = "--force", description = "Go on even with another job or other data.")
  private boolean force;

  @Option(
      names = {"-q", "--quiet"},
      description = "Nothing but warnings and, at the end, how to go on where there is more to do.")
  private boolean quiet;

  @Option(
      names = "--best-job",
      paramLabel = "FILE",
      description = "Of a search: where to write the winner's job file, besides DIR/best.conf.")
  private Path bestJob;

  @Option(names = "-v", description = "Spark's log and stack traces on the terminal, too.")
  private boolean verbose;

  private final JobRunner runner;
  private final Terminal terminal;

  ResumeCommand(JobRunner runner, Terminal terminal) {
    this.runner = runner;
    this.terminal = terminal;
  }

  /** The command that goes on with a run, to be pasted into a shell. */
  static String line(Path directory) {
    return "submit/lockstep resume " + ShellWord.of(directory);
  }

  @Override
  public Integer call() throws IOException {
    terminal.quiet(quiet);
    Path job = directory.resolve(RunDirectory.JOB);
    if (!Files.isRegularFile(job)) {
      throw new RunException(
          ExitCode.INPUT_MISSING,
          "the run must be a directory with job.conf. Received: " + directory);
    }
    JobSpec spec = JobReader.read(job, overrides);
    if (bestJob != null && spec.search().isEmpty()) {
      throw new RunException(
          ExitCode.USAGE, "--best-job must go with a search. Received: " + directory);
    }
    Existing existing = force ? Existing.FORCED : Existing.RESUMED;
    return spec.search().isPresent()
        ? new SearchedRun(runner, terminal, verbose, Optional.ofNullable(bestJob))
            .in(directory, spec, existing)
        : new TrainedRun(runner, terminal, verbose).in(directory, spec, existing);
  }
}
