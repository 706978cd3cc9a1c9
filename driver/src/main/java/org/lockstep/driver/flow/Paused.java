package org.lockstep.driver.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
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

  /**
   * What the task before this one left; of length 0 for the first of a trial, and where the state
   * is gone: then the trial begins anew, with the same bits.
   */
  byte[] before(Task task, int part) throws IOException {
    Path file = file(task.trial(), part, task.fromEpoch());
    return task.fromEpoch() > 0 && Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  /** Deletes what a task began from, once its outcome is in the ledger. */
  void forget(Task task, int part) throws IOException {
    if (task.fromEpoch() > 0) {
      Files.deleteIfExists(file(task.trial(), part, task.fromEpoch()));
    }
  }

  /** Deletes all, once no trial goes on any more. */
  void forgetAll() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
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
