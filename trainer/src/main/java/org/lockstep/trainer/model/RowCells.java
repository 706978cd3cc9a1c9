package org.lockstep.trainer.model;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The cells of a row of text, as a table pipeline reads them. */
final class RowCells {
  /** What parseDouble takes besides ("1f", "0x1p3", "NaN") is no number in a data file. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private RowCells() {}

  /** NaN for a blank cell. */
  static double[] numeric(Map<String, String> row, List<String> columns) {
    return columns.stream().mapToDouble(column -> number(cell(row, column), column)).toArray();
  }

  /** The empty string for a blank cell. */
  static String[] categorical(Map<String, String> row, List<String> columns) {
    return columns.stream().map(column -> cell(row, column)).toArray(String[]::new);
  }

  private static String cell(Map<String, String> row, String column) {
    if (!row.containsKey(column)) {
      throw new IllegalArgumentException(
          "a row must hold column \"%s\". Received: %s".formatted(column, row.keySet()));
    }
    String cell = row.get(column);
    return cell == null ? "" : cell.strip();
  }

  private static double number(String cell, String column) {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    double value = NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a numeric cell must be a finite number. Received: \"%s\" (column \"%s\")"
              .formatted(cell, column));
    }
    return value;
  }
}
