package org.lockstep.datasets.source;

import java.io.IOException;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Problem;
import org.lockstep.datasets.check.Reasons;
import org.lockstep.datasets.check.StrictUtf8;

/** The records of a format with one record a line; lines of white space are none. */
abstract class LineRecords extends Records {
  private final RecordFramer framer;
  private final StrictUtf8 utf8;
  private long record;

  LineRecords(String file, RecordFramer framer, StrictUtf8 utf8) {
    super(file);
    this.framer = framer;
    this.utf8 = utf8;
  }

  abstract RawRecord parse(long record, long line, String text) throws IOException;

  @Override
  final RawRecord read() throws IOException {
    while (framer.next()) {
      if (framer.tooLong()) {
        return broken(Reasons.CELL_TOO_LONG);
      }
      String text = utf8.decode(framer.bytes(), framer.length());
      if (text == null) {
        return broken(Reasons.INVALID_UTF8);
      }
      if (!text.isBlank()) {
        return parse(++record, framer.line(), text);
      }
    }
    return null;
  }

  private RawRecord broken(String reason) {
    return RawRecord.broken(
        file(),
        ++record,
        framer.line(),
        new Problem(reason, "", Excerpt.of(framer.bytes(), framer.length())));
  }
}
