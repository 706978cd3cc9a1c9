package org.lockstep.datasets.source;

import java.io.InputStream;
import java.util.Iterator;
import org.lockstep.datasets.check.StrictUtf8;

/**
 * {@code label index:value index:value … # comment}, as LIBSVM and SVMlight write it. The cells are
 * the vector's text and the label; {@link SparseEntries} reads the vector.
 */
final class LibsvmFormat implements RecordFormat {
  private static final long serialVersionUID = 1L;

  private final int limit;

  LibsvmFormat(int limit) {
    this.limit = limit;
  }

  @Override
  public Iterator<RawRecord> records(String file, InputStream in) {
    return new LineRecords(file, RecordFramer.lines(file, in, limit), new StrictUtf8()) {
      @Override
      RawRecord parse(long record, long line, String text) {
        int comment = text.indexOf('#');
        String data = (comment < 0 ? text : text.substring(0, comment)).strip();
        int end = 0;
        while (end < data.length() && !Character.isWhitespace(data.charAt(end))) {
          end++;
        }
        return RawRecord.of(
            file(), record, line, data.substring(end).strip(), data.substring(0, end));
      }
    };
  }
}
