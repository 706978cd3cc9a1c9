package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** An iterator over records that are made one at a time by {@link #read}. */
abstract class Records implements Iterator<RawRecord> {
  private final String file;
  private RawRecord next;
  private boolean ended;

  Records(String file) {
    this.file = file;
  }

  /** The next record, or null at the end. */
  abstract RawRecord read() throws IOException;

  final String file() {
    return file;
  }

  @Override
  public final boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
      } catch (IOException e) {
        throw FileFailure.of(file, e)
            .<RuntimeException>map(found -> found)
            .orElseGet(() -> new UncheckedIOException("reading " + file, e));
      }
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public final RawRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no record after the last of " + file);
    }
    RawRecord record = next;
    next = null;
    return record;
  }
}
