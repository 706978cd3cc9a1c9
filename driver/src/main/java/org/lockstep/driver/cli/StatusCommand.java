package org.lockstep.driver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lockstep.driver.report.Terminal;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.run.RunState;
import org.lockstep.driver.run.StatusFile;
import org.lockstep.driver.run.StatusRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lockstep status}: what a run is doing, with an exit code for schedulers. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Say where a run is.",
    footer = {
      "",
      "Exit code: 0 done or under way; 75 interrupted, or lost: its process is gone, or on another",
      "machine and silent for a minute; a failed run's own code; 66 if there is no such run.",
      "",
      "Example:",
      "  submit/lockstep status runs/nightly"
    })
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run directory.")
  private Path directory;

  private final Terminal terminal;

  StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    StatusRecord status =
        StatusFile.read(directory)
            .orElseThrow(
                () ->
                    new RunException(
                        ExitCode.INPUT_MISSING,
                        "the run must be a directory with status.json. Received: " + directory));
    boolean lost = status.isLost(Instant.now());
    terminal.line(
        "state    "
            + (lost ? "lost (while " + status.state().label() + ")" : status.state().label()));
    terminal.line("epoch    " + status.epoch());
    terminal.line("process  " + status.pid() + " on " + status.host());
    terminal.line("started  " + status.started());
    terminal.line("updated  " + status.updated());
    terminal.line("heartbeat " + status.heartbeat());
    if (!status.dataSource().isEmpty()) {
      terminal.line("data     " + status.dataSource());
    }
    if (!status.message().isEmpty()) {
      terminal.line("message  " + status.message());
    }
    boolean resumable = status.exitCode().equals(Optional.of(ExitCode.RESUMABLE.number()));
    if (lost || resumable) {
      terminal.line("resume   " + ResumeCommand.line(directory));
    }
    if (lost) {
      return ExitCode.RESUMABLE.number();
    }
    return status.state() == RunState.DONE ? ExitCode.OK.number() : status.exitCode().orElse(0);
  }
}
