package org.lockstep.datasets.source;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.hadoop.security.AccessControlException;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.DataException.Kind;

/** What a failed read means for the user. */
final class FileFailure {
  private FileFailure() {}

  /** The failure as a sentence; empty when it says nothing about the file (a network's hiccup). */
  static Optional<DataException> of(String file, IOException failure) {
    String shown = InputFiles.shown(file);
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof AccessControlException
        || failure instanceof AccessDeniedException
        || message.contains("Permission denied")) {
      return Optional.of(
          new DataException(
              Kind.MISSING,
              "data must be readable by this user. Received: no read permission (%s)"
                  .formatted(shown),
              failure));
    }
    if (failure instanceof FileNotFoundException || failure instanceof NoSuchFileException) {
      return Optional.of(
          new DataException(
              Kind.MISSING,
              "data must exist. Received: no such file (%s)".formatted(shown),
              failure));
    }
    if (failure instanceof EOFException
        || failure instanceof ZipException
        || message.toLowerCase(java.util.Locale.ROOT).matches(".*(gzip|truncated|corrupt).*")) {
      return Optional.of(
          new DataException(
              Kind.BAD_DATA,
              "a compressed file must be complete. Received: %s (%s)".formatted(message, shown),
              failure));
    }
    return Optional.empty();
  }
}
