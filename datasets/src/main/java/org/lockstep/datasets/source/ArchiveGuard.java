package org.lockstep.datasets.source;

import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.Excerpt;

/**
 * What an archive from the internet may hold. Nothing is unpacked to disk; the limits keep a
 * manipulated archive from running for ever or from posing as another file.
 */
final class ArchiveGuard {
  private static final long SMALL_BYTES = 64L << 20;

  private final String file;
  private final long mostEntries;
  private final long mostBytes;
  private final long mostRatio;
  private long entries;

  /** Limits that fit the review archive twenty times over. */
  ArchiveGuard(String file) {
    this(file, 2_000_000, 8L << 30, 200);
  }

  ArchiveGuard(String file, long mostEntries, long mostBytes, long mostRatio) {
    this.file = file;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
    this.mostRatio = mostRatio;
  }

  /**
   * Admits an entry.
   *
   * @throws DataException for links and devices, for names that are absolute or climb with {@code
   *     ..}, and for too many entries
   */
  void admit(TarArchiveEntry entry) {
    String name = entry.getName();
    if (!entry.isDirectory() && !entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
      throw refused("an entry must be a file or a directory", name);
    }
    if (name.startsWith("/") || Arrays.asList(name.split("[/\\\\]")).contains("..")) {
      throw refused("an entry's name must be relative and without ..", name);
    }
    if (++entries > mostEntries) {
      throw refused("an archive must hold at most " + mostEntries + " entries", name);
    }
  }

  /** Checks the bytes unpacked so far against the limit and against the bytes read. */
  void unpacked(long unpackedBytes, long readBytes) {
    if (unpackedBytes > mostBytes) {
      throw refused("an archive must unpack to at most " + mostBytes + " bytes", unpackedBytes);
    }
    if (unpackedBytes > SMALL_BYTES && unpackedBytes > mostRatio * readBytes) {
      throw refused(
          "an archive must unpack to at most " + mostRatio + " times its bytes",
          unpackedBytes + " from " + readBytes);
    }
  }

  private DataException refused(String rule, Object received) {
    return DataException.bad(
        "%s. Received: %s (%s)",
        rule, Excerpt.of(String.valueOf(received)), InputFiles.shown(file));
  }
}
