package org.lockstep.driver.table;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Cells of a CSV table (RFC 4180). Spreadsheets take a text that begins with {@code = + - @}, a tab
 * or a carriage return for a formula; such a text gets an apostrophe in front (OWASP, "CSV
 * Injection"), which {@link CsvTable} takes away again. Numbers stay numbers.
 */
public final class Csv {
  private static final String FORMULA = "=+-@\t\r";
  private static final String NUMBER = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

  private Csv() {}

  /** The text, guarded, in quotes where it needs them. */
  public static String cell(String text) {
    String guarded = isGuarded(text) ? "'" + text : text;
    return guarded.matches("(?s).*[,\"\r\n].*")
        ? "\"" + guarded.replace("\"", "\"\"") + "\""
        : guarded;
  }

  /** A row, with its end. A number that is not finite is an empty cell. */
  public static String row(Object... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return Double.isFinite(number) ? number.toString() : "";
    }
    return value instanceof Number || value instanceof Boolean
        ? value.toString()
        : cell(value == null ? "" : value.toString());
  }

  /** What was written as this cell. */
  static String unguarded(String cell) {
    return cell.startsWith("'") && isGuarded(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /** A formula, or what a guarded formula looks like. */
  private static boolean isGuarded(String text) {
    return isFormula(text) || text.startsWith("'") && isGuarded(text.substring(1));
  }

  private static boolean isFormula(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !text.matches(NUMBER);
  }
}
