package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.DataException.Kind;

/** The files behind a path: any that Hadoop reaches, with globs, or a directory of files. */
final class InputFiles {
  private InputFiles() {}

  /**
   * The files of a path, sorted. A directory stands for the files in it, without those whose names
   * begin with {@code _} or {@code .}.
   *
   * @throws DataException MISSING when nothing is there or it cannot be reached
   */
  static List<String> of(String path, Configuration configuration) {
    List<String> files = new ArrayList<>();
    for (FileStatus status : existing(path, configuration)) {
      if (status.isDirectory()) {
        for (FileStatus child : list(status.getPath(), configuration)) {
          String name = child.getPath().getName();
          if (!child.isDirectory() && !name.startsWith("_") && !name.startsWith(".")) {
            files.add(child.getPath().toString());
          }
        }
      } else {
        files.add(status.getPath().toString());
      }
    }
    if (files.isEmpty()) {
      throw DataException.missing(
          "data.path must be a file or a directory with files in it. Received: an empty directory (%s)",
          path);
    }
    Collections.sort(files);
    return files;
  }

  /** What the path or glob matches; nothing → MISSING. */
  static List<FileStatus> existing(String path, Configuration configuration) {
    try {
      Path at = new Path(path);
      FileSystem system = at.getFileSystem(configuration);
      if (system.exists(at)) {
        return List.of(system.getFileStatus(at));
      }
      FileStatus[] matches = system.globStatus(at);
      if (matches != null && matches.length > 0) {
        return List.of(matches);
      }
    } catch (IllegalArgumentException | IOException e) {
      throw unreachable(path, e);
    }
    throw DataException.missing("data.path must exist. Received: %s, where nothing is", path);
  }

  static boolean exists(Path path, Configuration configuration) {
    try {
      return path.getFileSystem(configuration).exists(path);
    } catch (IllegalArgumentException | IOException e) {
      throw unreachable(path.toString(), e);
    }
  }

  static List<FileStatus> list(Path directory, Configuration configuration) {
    try {
      return List.of(directory.getFileSystem(configuration).listStatus(directory));
    } catch (IOException e) {
      throw unreachable(directory.toString(), e);
    }
  }

  /** The bytes of a file; unpacked by the suffix ({@code .gz}, {@code .bz2}, …) if wanted. */
  static InputStream open(String file, Configuration configuration, boolean decompress)
      throws IOException {
    Path path = new Path(file);
    InputStream in = path.getFileSystem(configuration).open(path, 1 << 16);
    CompressionCodec codec =
        decompress ? new CompressionCodecFactory(configuration).getCodec(path) : null;
    return codec == null ? in : codec.createInputStream(in);
  }

  /** A local file without its scheme. */
  static String shown(String file) {
    return file.replaceFirst("^file:/+", "/");
  }

  private static DataException unreachable(String path, Exception cause) {
    if (cause instanceof IOException io) {
      DataException known = FileFailure.of(path, io).orElse(null);
      if (known != null) {
        return known;
      }
    }
    return new DataException(
        Kind.MISSING,
        "data.path must be reachable. Received: %s (%s)".formatted(path, cause.getMessage()),
        cause);
  }
}
