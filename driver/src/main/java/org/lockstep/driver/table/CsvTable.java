package org.lockstep.driver.table;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A table of a run directory, read whole.
 *
 * @param columns the header
 * @param rows a cell a column each; what is not: an unfinished last line, is left out
 */
public record CsvTable(List<String> columns, List<List<String>> rows) {
  private static final int MOST_COLUMNS = 4096;
  private static final int MOST_CHARACTERS = 1 << 20;

  /** Reads a file; nothing if there is none or it is empty. */
  public static Optional<CsvTable> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(MOST_CHARACTERS);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setSkipEmptyLines(true);
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setComment('\0');
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String finished = text.substring(0, text.lastIndexOf('\n') + 1);
    List<String[]> all = new CsvParser(settings).parseAll(new StringReader(finished));
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<String> columns = texts(all.get(0));
    List<List<String>> rows = new ArrayList<>();
    for (String[] row : all.subList(1, all.size())) {
      if (row.length == columns.size()) {
        rows.add(texts(row));
      }
    }
    return Optional.of(new CsvTable(columns, rows));
  }

  /** Whether there is such a column. */
  public boolean has(String column) {
    return columns.contains(column);
  }

  /** A column's cells. */
  public List<String> texts(String column) {
    int at = at(column);
    return rows.stream().map(row -> row.get(at)).toList();
  }

  /** A column's numbers; NaN where a cell holds none. */
  public double[] numbers(String column) {
    return texts(column).stream().mapToDouble(CsvTable::number).toArray();
  }

  /** The different cells of a column, in the order in which they come. */
  public List<String> distinct(String column) {
    return List.copyOf(new LinkedHashSet<>(texts(column)));
  }

  /** The rows whose cell is this one. */
  public CsvTable where(String column, String value) {
    int at = at(column);
    return where(row -> row.get(at).equals(value));
  }

  /** The rows that are wanted. */
  public CsvTable where(Predicate<List<String>> wanted) {
    return new CsvTable(columns, rows.stream().filter(wanted).toList());
  }

  /** A cell's number; NaN if it holds none. */
  public static double number(String cell) {
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private int at(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "column must be one of %s. Received: %s".formatted(columns, column));
    }
    return at;
  }

  private static List<String> texts(String[] cells) {
    return Arrays.stream(cells).map(Csv::unguarded).toList();
  }
}
