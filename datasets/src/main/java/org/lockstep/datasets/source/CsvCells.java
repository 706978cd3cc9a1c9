package org.lockstep.datasets.source;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.nio.charset.StandardCharsets;

/**
 * Parts one framed record into its cells. The bytes go through the parser as ISO-8859-1, a char a
 * byte, so that each cell can be decoded strictly afterwards. Not thread-safe.
 */
final class CsvCells {
  /** A char that no byte becomes: switches off comments and a second escape. */
  private static final char NONE = '\uffff';

  private static final int MAX_COLUMNS = 20_000;
  private final CsvParser parser;

  CsvCells(char delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter);
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setComment(NONE);
    settings.getFormat().setCharToEscapeQuoteEscaping(NONE);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
    settings.setMaxCharsPerColumn(-1); // the framer bounds the record
    settings.setMaxColumns(MAX_COLUMNS);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setSkipEmptyLines(false);
    parser = new CsvParser(settings);
  }

  /** The cells, a char a byte; null when the quotes are malformed. */
  String[] of(byte[] bytes, int length) {
    try {
      return parser.parseLine(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    } catch (TextParsingException e) {
      return null;
    }
  }
}
