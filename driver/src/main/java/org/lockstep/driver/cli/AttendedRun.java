package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.Existing;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;
import org.lockstep.driver.run.RunDirectory;

/**
 * What surrounds the work of every run directory: its log, the launcher, signals, failures, and the
 * line that says how to go on.
 */
final class AttendedRun {
  private final Terminal terminal;
  private final boolean verbose;

  AttendedRun(Terminal terminal, boolean verbose) {
    this.terminal = terminal;
    this.verbose = verbose;
  }

  /** The work itself. */
  @FunctionalInterface
  interface Work {
    /** Does it, to the run's success. */
    void complete() throws IOException;

    /** The command that goes on with the run there. */
    default String resumeLine(Path directory) {
      return ResumeCommand.line(directory);
    }

    /** What there is to say when it is interrupted; empty for nothing. */
    default String lastWords() {
      return "";
    }
  }

  /**
   * Does the work there, unless it is done.
   *
   * @param begin makes the work of the run
   * @return the exit code of a success
   */
  int in(Path directory, JobSpec job, Existing existing, Function<RunDirectory, Work> begin)
      throws IOException {
    try (RunDirectory run = RunDirectory.open(directory, job, existing)) {
      if (run.alreadyDone()) {
        terminal.line(run.path() + " is done; nothing to do");
        return ExitCode.OK.number();
      }
      Launched.in(run.path());
      Logging.to(run.path().resolve(RunDirectory.LOG), verbose);
      Work work = begin.apply(run);
      Object hook = Interruption.watch(run, work);
      try {
        terminal.line(terminal.bold(job.title()));
        terminal.line("run        " + run.path());
        work.complete();
      } catch (Exception | OutOfMemoryError e) {
        failed(run, Failures.of(e), work);
        throw e;
      } finally {
        Interruption.unwatch(hook);
        Launched.over();
      }
    }
    return ExitCode.OK.number();
  }

  private void failed(RunDirectory run, Failure failure, Work work) {
    Interruption.failed(run, failure);
    if (failure.exitCode() == ExitCode.RESUMABLE) {
      terminal.endLine();
      terminal.say("go on with: " + work.resumeLine(run.path()));
    }
  }
}
