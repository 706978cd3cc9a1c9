package org.lockstep.datasets.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.lockstep.datasets.check.DataException;

/**
 * Any bytes as a file of quoted cells or of lines, which the first of them says, are records within
 * the limit or a DataException; every byte of a file belongs to one record at most.
 */
class RecordsFuzzTest {
  private static final int LIMIT = 64;

  @FuzzTest
  void readsOrRefuses(byte[] data) throws IOException {
    fuzzerTestOneInput(data);
  }

  /** Jazzer's entry. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    byte[] file = Arrays.copyOfRange(data, 1, data.length);
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    boolean lines = data[0] == 'l';
    char delimiter = data[0] == 't' ? '\t' : ',';
    RecordFramer framer =
        lines
            ? RecordFramer.lines("fuzz", in, LIMIT)
            : RecordFramer.quoted("fuzz", in, delimiter, LIMIT);
    CsvCells cells = new CsvCells(delimiter);
    long bytes = 0;
    long line = 0;
    try {
      while (framer.next()) {
        bytes += framer.length();
        require(framer.length() > 0 && framer.line() > line, "records must follow each other");
        line = framer.line();
        if (!framer.tooLong()) {
          require(framer.length() <= LIMIT, "a record must be within the limit");
          if (!lines) {
            cells.of(framer.bytes(), framer.length());
          }
        }
      }
    } catch (DataException e) {
      require(e.getMessage().contains("must"), "a refusal must say the rule");
    }
    require(bytes <= file.length, "no byte may be read twice");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException(rule);
    }
  }
}
