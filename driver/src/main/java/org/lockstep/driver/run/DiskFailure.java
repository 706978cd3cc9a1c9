package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** Says in a sentence why the file system did not let us write, and whether it may another time. */
final class DiskFailure {
  private static final List<String> FULL =
      List.of("No space left on device", "Disk quota exceeded", "not enough space");

  private DiskFailure() {}

  /** Whether there is no room: the same may work once there is. */
  static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return FULL.stream().anyMatch(message::contains);
  }

  /** For an exception met while writing at or under {@code path}: 75 if the disk is full, or 73. */
  static RunException at(Path path, IOException e) {
    return new RunException(
        isFull(e) ? ExitCode.RESUMABLE : ExitCode.CANNOT_WRITE, sentence(path, e), e);
  }

  /** The sentence for an exception met while writing at or under {@code path}. */
  private static String sentence(Path path, IOException e) {
    return "the output directory must be writable. Received: " + path + " (" + reason(e) + ")";
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "no permission: " + e.getMessage();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return e.getMessage() + " is not a directory";
    }
    // "No space left on device", "Read-only file system", "Disk quota exceeded" come as plain text.
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
