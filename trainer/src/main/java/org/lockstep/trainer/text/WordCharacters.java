package org.lockstep.trainer.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The characters of {@code \w}: letters, digits, numbers and the underscore of Unicode 14.
 *
 * <p>A table, not {@link Character#isLetterOrDigit}: that follows the JDK's Unicode version (13 on
 * JDK 17, 16 on JDK 25), and a vocabulary must not depend on the JDK. The table is made by {@code
 * golden/word_characters.py} from the Python that made scikit-learn's golden values.
 */
public final class WordCharacters {
  private static final String TABLE = "word-characters.txt";
  private static final BitSet WORD = read();

  private WordCharacters() {}

  public static boolean contains(int codePoint) {
    return WORD.get(codePoint);
  }

  /** The table as a class of a regular expression in RE2's syntax: {@code [\x{30}-\x{39}…]}. */
  public static String regularExpression() {
    StringBuilder expression = new StringBuilder("[");
    for (int first = WORD.nextSetBit(0); first >= 0; ) {
      int end = WORD.nextClearBit(first);
      expression.append("\\x{%x}-\\x{%x}".formatted(first, end - 1));
      first = WORD.nextSetBit(end);
    }
    return expression.append(']').toString();
  }

  /** Lines of {@code first-last} in hexadecimal, both ends included; {@code #} opens a comment. */
  private static BitSet read() {
    BitSet word = new BitSet(Character.MAX_CODE_POINT + 1);
    try (InputStream in = WordCharacters.class.getResourceAsStream(TABLE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          int dash = line.indexOf('-');
          int first = Integer.parseInt(line.substring(0, dash), 16);
          word.set(first, Integer.parseInt(line.substring(dash + 1), 16) + 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " must be on the class path, complete", e);
    }
    return word;
  }
}
