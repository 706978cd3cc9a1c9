package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** A file a review, below {@code train} or {@code test} and {@code pos} or {@code neg}. */
final class ReviewFilesFormat implements RecordFormat {
  private static final long serialVersionUID = 1L;

  private final int limit;
  private final ReviewGroups groups;

  ReviewFilesFormat(int limit, ReviewGroups groups) {
    this.limit = limit;
    this.groups = groups;
  }

  @Override
  public Iterator<RawRecord> records(String file, InputStream in) throws IOException {
    ReviewPath path = ReviewPath.of(file).orElseThrow();
    byte[] bytes = in.readNBytes(limit + 1);
    return List.of(path.record(file, 1, bytes, limit, groups)).iterator();
  }
}
