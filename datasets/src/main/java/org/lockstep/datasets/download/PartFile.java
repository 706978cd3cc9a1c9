package org.lockstep.datasets.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.lockstep.datasets.check.DataException;

/**
 * A download that is not complete: {@code NAME.part}, and beside it {@code NAME.part.etag} with
 * what the server said the bytes belong to, so that they are continued only with bytes of the same
 * file. One process at a time writes it.
 */
final class PartFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final Path tag;
  private final FileChannel channel;

  PartFile(Path target) throws IOException {
    this.target = target;
    this.part = target.resolveSibling(target.getFileName() + ".part");
    this.tag = target.resolveSibling(target.getFileName() + ".part.etag");
    this.channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock() == null) {
      channel.close();
      throw DataException.missing(
          "one download at a time may write %s. Received: a second one", part);
    }
  }

  private FileLock lock() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path path() {
    return part;
  }

  long length() throws IOException {
    return channel.size();
  }

  /** What the bytes belong to; empty when they cannot be continued. */
  Optional<String> tag() throws IOException {
    return length() > 0 && Files.exists(tag)
        ? Optional.of(Files.readString(tag))
        : Optional.empty();
  }

  /** Begins anew, with bytes that belong to this tag (none = cannot be continued). */
  void restart(Optional<String> newTag) throws IOException {
    channel.truncate(0);
    if (newTag.isPresent()) {
      Files.writeString(tag, newTag.get());
    } else {
      Files.deleteIfExists(tag);
    }
  }

  void append(byte[] bytes, int count) throws IOException {
    channel.position(channel.size());
    for (ByteBuffer left = ByteBuffer.wrap(bytes, 0, count); left.hasRemaining(); ) {
      channel.write(left);
    }
  }

  /** The complete file takes its name in one step. */
  void complete() throws IOException {
    channel.force(true);
    Files.deleteIfExists(tag);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Throws away bytes that are wrong. */
  void discard() throws IOException {
    Files.deleteIfExists(tag);
    Files.deleteIfExists(part);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
