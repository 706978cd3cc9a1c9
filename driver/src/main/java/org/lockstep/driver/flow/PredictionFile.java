package org.lockstep.driver.flow;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.lockstep.driver.table.Csv;

/**
 * Predictions as CSV: {@code file, record} and the {@link AnswerColumns}. A text that a spreadsheet
 * would take for a formula begins with an apostrophe. Written beside its place and renamed, so that
 * it is there whole or not at all.
 */
final class PredictionFile {
  private PredictionFile() {}

  /**
   * @param rows (file, record, answer), in the order to be written
   */
  static void write(Path out, Iterator<Row> rows, AnswerColumns columns) throws IOException {
    Path target = out.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (BufferedWriter file = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        file.write(Csv.row(header(columns).toArray()));
        while (rows.hasNext()) {
          file.write(Csv.row(cells(rows.next(), columns)));
        }
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static List<String> header(AnswerColumns columns) {
    List<String> names = new ArrayList<>(List.of("file", "record"));
    names.addAll(columns.names());
    return names;
  }

  private static Object[] cells(Row row, AnswerColumns columns) {
    List<Object> cells = new ArrayList<>(List.of(row.getString(0), row.getLong(1)));
    cells.addAll(columns.cells(row.getStruct(2)));
    return cells.toArray();
  }
}
