package org.lockstep.driver.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lockstep.driver.search.strategy.Task;

/**
 * The states of trials that may go on, as files of the driver in the run's directory: an executor
 * may be gone by then, and a resumed search needs them, too.
 */
final class Paused {
  private static final String DIRECTORY = "paused";

  private final Path directory;

  Paused(Path run) {
    this.directory = run.resolve(DIRECTORY);
  }

  /** What the task before this one left; of length 0 for the first of a trial. */
  byte[] before(Task task, int part) throws IOException {
    return task.fromEpoch() == 0
        ? new byte[0]
        : Files.readAllBytes(file(task.trial(), part, task.fromEpoch()));
  }

  /** Keeps a state as a whole, before anybody is told of its scores. */
  void keep(Task task, int part, byte[] state) throws IOException {
    if (state.length == 0) {
      return;
    }
    Files.createDirectories(directory);
    Path file = file(task.trial(), part, task.toEpoch());
    Path temporary = file.resolveSibling("." + file.getFileName());
    Files.write(temporary, state);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(int trial, int part, int epochs) {
    return directory.resolve("trial-%d-%d-after-%d.state".formatted(trial, part, epochs));
  }
}
