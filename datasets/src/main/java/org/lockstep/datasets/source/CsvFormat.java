package org.lockstep.datasets.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;
import org.lockstep.datasets.check.StrictUtf8;

/** Comma- or tab-separated values, quoted as in RFC 4180, UTF-8 with or without a BOM. */
final class CsvFormat implements RecordFormat {
  private static final long serialVersionUID = 1L;

  private final char delimiter;
  private final boolean header;
  private final int limit;
  private final String[] names;
  private final int[] wanted;

  /**
   * @param header whether each file begins with the names
   * @param names every column of the files
   * @param columns the columns to read, all among the names
   */
  CsvFormat(char delimiter, boolean header, int limit, List<String> names, List<String> columns) {
    this.delimiter = delimiter;
    this.header = header;
    this.limit = limit;
    this.names = names.toArray(new String[0]);
    this.wanted = columns.stream().mapToInt(names::indexOf).toArray();
  }

  @Override
  public Iterator<RawRecord> records(String file, InputStream in) throws IOException {
    RecordFramer framer = RecordFramer.quoted(file, in, delimiter, limit);
    CsvCells cells = new CsvCells(delimiter);
    if (header) {
      List<String> found = CsvHeader.read(file, framer, cells);
      if (!found.equals(List.of(names))) {
        throw DataException.bad(
            "every file must have the same header, %s. Received: %s (%s)",
            String.join(",", names), String.join(",", found), InputFiles.shown(file));
      }
    }
    StrictUtf8 utf8 = new StrictUtf8();
    return new Records(file) {
      private long record;

      @Override
      RawRecord read() throws IOException {
        return framer.next() ? record(file(), ++record, framer, cells, utf8) : null;
      }
    };
  }

  private RawRecord record(
      String file, long record, RecordFramer framer, CsvCells parser, StrictUtf8 utf8) {
    if (framer.tooLong()) {
      return broken(file, record, framer, Reasons.CELL_TOO_LONG);
    }
    String[] found = parser.of(framer.bytes(), framer.length());
    if (found == null) {
      return broken(file, record, framer, Reasons.MALFORMED_QUOTES);
    }
    if (found.length != names.length) {
      String counts =
          "%d cells for %d columns: %s"
              .formatted(found.length, names.length, Excerpt.of(framer.bytes(), framer.length()));
      return RawRecord.broken(
          file, record, framer.line(), new Problem(Reasons.RAGGED_ROW, "", counts));
    }
    for (int i = 0; i < found.length; i++) {
      String text = utf8.decode(found[i]);
      if (text == null) {
        byte[] bytes = found[i].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return RawRecord.broken(
            file,
            record,
            framer.line(),
            new Problem(Reasons.INVALID_UTF8, names[i], Excerpt.of(bytes, bytes.length)));
      }
      found[i] = text;
    }
    String[] cells = new String[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      cells[i] = found[wanted[i]];
    }
    return RawRecord.of(file, record, framer.line(), cells);
  }

  private static RawRecord broken(String file, long record, RecordFramer framer, String reason) {
    return RawRecord.broken(
        file,
        record,
        framer.line(),
        new Problem(reason, "", Excerpt.of(framer.bytes(), framer.length())));
  }
}
