package org.lockstep.driver.report;

/** Cells of a CSV table (RFC 4180). */
final class Csv {
  private Csv() {}

  /** The text, in quotes where it needs them. */
  static String cell(String text) {
    return text.matches("(?s).*[,\"\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
