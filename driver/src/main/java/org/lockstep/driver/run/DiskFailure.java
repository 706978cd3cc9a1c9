package org.lockstep.driver.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in a sentence why the file system did not let us write. */
final class DiskFailure {
  private DiskFailure() {}

  /** The sentence for an exception met while writing at or under {@code path}. */
  static String sentence(Path path, IOException e) {
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
