package org.lockstep.datasets.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.Excerpt;
import org.lockstep.datasets.check.Nearest;
import org.lockstep.datasets.check.StrictUtf8;

/** The columns' names. */
final class CsvHeader {
  private CsvHeader() {}

  /** The first record as names, without surrounding white space. */
  static List<String> read(String file, RecordFramer framer, CsvCells cells) throws IOException {
    String[] found = first(file, framer, cells);
    StrictUtf8 utf8 = new StrictUtf8();
    List<String> names = new ArrayList<>();
    for (String cell : found) {
      String name = utf8.decode(cell);
      if (name == null) {
        throw DataException.bad(
            "the header must be UTF-8. Received: \"%s\" (%s line 1)",
            Excerpt.of(framer.bytes(), framer.length()), InputFiles.shown(file));
      }
      names.add(name.strip());
    }
    return names;
  }

  /** c0, c1, …: as many as the first record has cells. */
  static List<String> numbered(String file, RecordFramer framer, CsvCells cells)
      throws IOException {
    return IntStream.range(0, first(file, framer, cells).length).mapToObj(i -> "c" + i).toList();
  }

  /** Every wanted column must be there, once. */
  static void requireColumns(List<String> names, Collection<String> wanted, String file) {
    for (String column : wanted) {
      int first = names.indexOf(column);
      if (first < 0) {
        throw DataException.bad(
            "column must be one of %s. Received: %s%s (%s)",
            names,
            column,
            Nearest.to(column, names).map(near -> "; nearest: " + near).orElse(""),
            InputFiles.shown(file));
      }
      if (first != names.lastIndexOf(column)) {
        throw DataException.bad(
            "a column's name must stand in the header once. Received: %s, as column %d and %d (%s)",
            column, first + 1, names.lastIndexOf(column) + 1, InputFiles.shown(file));
      }
    }
  }

  /** The header must be exactly this one. */
  static void requireExactly(List<String> expected, List<String> names, String file) {
    if (names.equals(expected)) {
      return;
    }
    int at = 0;
    while (at < Math.min(expected.size(), names.size())
        && Objects.equals(expected.get(at), names.get(at))) {
      at++;
    }
    throw DataException.bad(
        "header must be the %d columns %s. Received: %d columns %s; column %d must be %s, came %s (%s)",
        expected.size(),
        String.join(",", expected),
        names.size(),
        Excerpt.of(String.join(",", names)),
        at + 1,
        at < expected.size() ? expected.get(at) : "absent",
        at < names.size() ? names.get(at) : "nothing",
        InputFiles.shown(file));
  }

  private static String[] first(String file, RecordFramer framer, CsvCells cells)
      throws IOException {
    if (!framer.next()) {
      throw DataException.bad(
          "a data file must hold at least one record. Received: an empty file (%s)",
          InputFiles.shown(file));
    }
    String[] found = framer.tooLong() ? null : cells.of(framer.bytes(), framer.length());
    if (found == null) {
      throw DataException.bad(
          "the first record must be cells. Received: \"%s\" (%s line 1)",
          Excerpt.of(framer.bytes(), framer.length()), InputFiles.shown(file));
    }
    return found;
  }
}
