package org.lockstep.driver.checkpoint;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * The checkpoints of a run in one directory of any file system that Hadoop knows.
 *
 * <p>A checkpoint gets a temporary name, is forced to the disk, and is then renamed, which is
 * atomic on a local disk and on HDFS. Elsewhere a rename may be a copy that stops half-way, so
 * there it counts as written only when it was read back and its hash found right. Readers trust
 * nothing but the hash, and take the next older checkpoint where it is wrong.
 *
 * <p>Names are {@code checkpoint-000012} with {@code -best} behind it if the epoch before it was
 * the best so far: what is to be kept can be told without opening a file. Not thread-safe.
 */
public final class CheckpointStore implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{6,9})(-best)?");

  private final FileSystem files;
  private final Path directory;
  private final int keepLast;
  private final boolean renamesAtomically;

  CheckpointStore(FileSystem files, Path directory, int keepLast) {
    this.files = files;
    this.directory = directory;
    this.keepLast = keepLast;
    String scheme = files.getUri().getScheme();
    this.renamesAtomically = scheme.equals("file") || scheme.equals("hdfs");
  }

  /**
   * Opens a directory, which need not exist yet.
   *
   * @param directory a local path, or an address with its scheme
   * @param keepLast how many of the newest stay, beside the newest best one
   */
  public static CheckpointStore open(String directory, int keepLast, Configuration hadoop)
      throws IOException {
    boolean local = !directory.matches("[A-Za-z][A-Za-z0-9+.-]*://.*");
    Path path =
        local
            ? new Path(java.nio.file.Path.of(directory).toAbsolutePath().toUri())
            : new Path(URI.create(directory));
    // Of its own: somebody else's close must not close it.
    FileSystem files = FileSystem.newInstance(path.toUri(), hadoop);
    // Its checksum files would be two more to be torn; the hash is ours.
    return new CheckpointStore(
        files instanceof LocalFileSystem checked ? checked.getRaw() : files, path, keepLast);
  }

  /** One file of the directory. */
  private record Entry(long number, boolean best, FileStatus status) {}

  /**
   * Writes a checkpoint, then removes those that need not stay.
   *
   * @return its path
   * @throws IOException if it was not written; those that were there before still are
   */
  public Path save(Checkpoint checkpoint) throws IOException {
    files.mkdirs(directory);
    List<Entry> before = entries();
    long number = before.isEmpty() ? 1 : before.get(0).number() + 1;
    String name = "checkpoint-%06d%s".formatted(number, checkpoint.best() ? "-best" : "");
    Path temporary = new Path(directory, ".%s.%s".formatted(name, UUID.randomUUID()));
    Path path = new Path(directory, name);
    try {
      try (FSDataOutputStream out = files.create(temporary, false)) {
        CheckpointFormat.write(checkpoint, out);
        out.hsync();
      }
      if (files.exists(path) || !files.rename(temporary, path)) {
        throw new IOException(path + " must not exist yet, and be writable");
      }
      forceDirectory();
      if (!renamesAtomically) {
        CheckpointFormat.verify(() -> files.open(path), files.getFileStatus(path).getLen());
      }
    } catch (IOException | RuntimeException e) {
      removeQuietly(temporary);
      throw e;
    }
    retain();
    return path;
  }

  /**
   * The newest checkpoint that is whole; those newer that are not are named.
   *
   * @param warnings hears a sentence for each file that was passed over
   */
  public Optional<Checkpoint> newest(Consumer<String> warnings) throws IOException {
    for (Entry entry : entries()) {
      Path path = entry.status().getPath();
      try {
        return Optional.of(CheckpointFormat.read(() -> files.open(path), entry.status().getLen()));
      } catch (IOException | RuntimeException e) {
        warnings.accept("%s is passed over: %s".formatted(path, e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** Whether there is a file with a checkpoint's name. */
  public boolean isEmpty() throws IOException {
    return entries().isEmpty();
  }

  /** By number, the newest first. */
  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (FileStatus status : files.listStatus(directory)) {
        Matcher name = NAME.matcher(status.getPath().getName());
        if (name.matches()) {
          entries.add(new Entry(Long.parseLong(name.group(1)), name.group(2) != null, status));
        }
      }
    } catch (FileNotFoundException e) {
      return entries;
    }
    entries.sort(Comparator.comparingLong(Entry::number).reversed());
    return entries;
  }

  private void retain() throws IOException {
    boolean bestKept = false;
    int kept = 0;
    for (Entry entry : entries()) {
      boolean newestBest = entry.best() && !bestKept;
      bestKept |= entry.best();
      if (kept++ >= keepLast && !newestBest) {
        files.delete(entry.status().getPath(), false);
      }
    }
  }

  /** A new name survives a power failure only with its directory. */
  private void forceDirectory() throws IOException {
    if (files instanceof RawLocalFileSystem) {
      java.nio.file.Path local = java.nio.file.Path.of(directory.toUri().getPath());
      try (FileChannel channel = FileChannel.open(local, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private void removeQuietly(Path temporary) {
    try {
      files.delete(temporary, false);
    } catch (IOException e) {
      // What failed before says more; names that begin with a dot are nobody's checkpoint.
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
