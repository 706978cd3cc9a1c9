package org.lockstep.driver.ml.network;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.lockstep.trainer.model.ModelFormatException;

/**
 * Brings a model's files from where they are to this machine: those alone that a model has, and
 * none that is larger than it may be.
 */
final class FetchedModel {
  private static final int CHUNK = 1 << 16;

  private FetchedModel() {}

  /**
   * A file that is missing is left to who reads the model.
   *
   * @param into a new directory
   * @param most bytes that each file may have, by its name
   * @throws ModelFormatException if a file has more, or is none
   */
  static void fetch(FileSystem files, Path source, java.nio.file.Path into, Map<String, Long> most)
      throws IOException {
    Files.createDirectory(into);
    for (Map.Entry<String, Long> each : most.entrySet()) {
      Path file = new Path(source, each.getKey());
      FileStatus status;
      try {
        status = files.getFileStatus(file);
      } catch (FileNotFoundException e) {
        continue;
      }
      if (!status.isFile()) {
        throw new ModelFormatException(
            "%s must be a file. Received: a directory (%s)".formatted(each.getKey(), source));
      }
      requireAtMost(each.getValue(), status.getLen(), file);
      try (InputStream in = files.open(file);
          OutputStream out = Files.newOutputStream(into.resolve(each.getKey()))) {
        copy(in, out, each.getValue(), file);
      }
    }
  }

  /** Counts as well: a file may grow, and a store may not know how large it is. */
  static void copy(InputStream in, OutputStream out, long most, Path file) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      bytes += read;
      requireAtMost(most, bytes, file);
      out.write(chunk, 0, read);
    }
  }

  private static void requireAtMost(long most, long bytes, Path file) throws ModelFormatException {
    if (bytes > most) {
      throw new ModelFormatException(
          "%s must be at most %,d bytes. Received: %,d or more (%s)"
              .formatted(file.getName(), most, bytes, file.getParent()));
    }
  }
}
