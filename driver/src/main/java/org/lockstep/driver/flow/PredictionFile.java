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

/**
 * Predictions as CSV: {@code file, record, prediction} and, for classes, one probability a label.
 * Written beside its place and renamed, so that it is there whole or not at all.
 */
final class PredictionFile {
  private PredictionFile() {}

  /**
   * @param rows (file, record, outputs), in the order to be written
   * @param labels the classes in order; empty for regression
   */
  static void write(Path out, Iterator<Row> rows, List<String> labels) throws IOException {
    Path target = out.toAbsolutePath();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      try (BufferedWriter file = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
        CsvWriterSettings settings = new CsvWriterSettings();
        settings.getFormat().setLineSeparator("\n");
        settings.setMaxColumns(labels.size() + 8);
        CsvWriter csv = new CsvWriter(file, settings);
        csv.writeHeaders(header(labels));
        while (rows.hasNext()) {
          csv.writeRow(cells(rows.next(), labels));
        }
        csv.close();
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static List<String> header(List<String> labels) {
    List<String> names = new ArrayList<>(List.of("file", "record", "prediction"));
    labels.forEach(label -> names.add("probability_" + label));
    return names;
  }

  private static Object[] cells(Row row, List<String> labels) {
    List<Double> outputs = row.getList(2);
    List<Object> cells = new ArrayList<>(List.of(row.getString(0), row.getLong(1)));
    if (labels.isEmpty()) {
      cells.add(outputs.get(0));
    } else {
      cells.add(labels.get(largest(outputs)));
      cells.addAll(outputs);
    }
    return cells.toArray();
  }

  /** The first of the largest, as everywhere a class is chosen. */
  private static int largest(List<Double> outputs) {
    int largest = 0;
    for (int i = 1; i < outputs.size(); i++) {
      largest = outputs.get(i) > outputs.get(largest) ? i : largest;
    }
    return largest;
  }
}
