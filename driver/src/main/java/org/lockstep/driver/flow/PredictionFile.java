package org.lockstep.driver.flow;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
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
import org.lockstep.driver.scoring.FrameScorer;

/**
 * Predictions as CSV: {@code file, record} and the {@link PredictionColumns}. Written beside its
 * place and renamed, so that it is there whole or not at all.
 */
final class PredictionFile {
  private PredictionFile() {}

  /**
   * @param rows (file, record, as {@link FrameScorer#TYPE}), in the order to be written
   */
  static void write(Path out, Iterator<Row> rows, PredictionColumns columns) throws IOException {
    Path target = out.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (BufferedWriter file = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        CsvWriterSettings settings = new CsvWriterSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.setMaxColumns(columns.names().size() + 8);
        CsvWriter csv = new CsvWriter(file, settings);
        csv.writeHeaders(header(columns));
        while (rows.hasNext()) {
          csv.writeRow(cells(rows.next(), columns));
        }
        csv.close();
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static List<String> header(PredictionColumns columns) {
    List<String> names = new ArrayList<>(List.of("file", "record"));
    names.addAll(columns.names());
    return names;
  }

  private static Object[] cells(Row row, PredictionColumns columns) {
    Row prediction = row.getStruct(2);
    List<Object> cells = new ArrayList<>(List.of(row.getString(0), row.getLong(1)));
    cells.addAll(columns.cells(prediction.getList(1), prediction.getList(2)));
    return cells.toArray();
  }
}
