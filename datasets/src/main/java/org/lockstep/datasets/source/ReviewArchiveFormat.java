package org.lockstep.datasets.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The reviews of {@code aclImdb_v1.tar.gz}, streamed: no file is unpacked to disk. Entries are
 * numbered as reviews are met; the unlabelled ones are passed over.
 */
final class ReviewArchiveFormat implements RecordFormat {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 1 << 16;

  private final int limit;
  private final ReviewGroups groups;

  ReviewArchiveFormat(int limit, ReviewGroups groups) {
    this.limit = limit;
    this.groups = groups;
  }

  @Override
  public boolean decompressed() {
    return false;
  }

  @Override
  public Iterator<RawRecord> records(String file, InputStream in) throws IOException {
    CountedBytes packed = new CountedBytes(in);
    CountedBytes unpacked =
        new CountedBytes(
            new BufferedInputStream(new GZIPInputStream(packed, BUFFER_BYTES), BUFFER_BYTES));
    TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, BUFFER_BYTES, "UTF-8");
    ArchiveGuard guard = new ArchiveGuard(file);
    return new Records(file) {
      private long record;

      @Override
      RawRecord read() throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          guard.admit(entry);
          guard.unpacked(unpacked.count(), packed.count());
          ReviewPath path = ReviewPath.of(entry.getName()).orElse(null);
          if (path != null && entry.isFile()) {
            byte[] bytes = tar.readNBytes(limit + 1);
            return path.record(file() + "!/" + entry.getName(), ++record, bytes, limit, groups);
          }
        }
        return null;
      }
    };
  }
}
