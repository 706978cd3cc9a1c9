package org.lockstep.trainer.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The inside of a JSON string: strict UTF-8 and escapes; the result has no lone surrogate. */
final class JsonString {
  private JsonString() {}

  /** The string between the quotes, bytes {@code from … to−1}. */
  static String decode(byte[] text, int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    int plain = from;
    int at = from;
    while (at < to) {
      int next = text[at] & 0xff;
      if (next < 0x20) {
        throw new JsonException(
            "a control character in a string must be escaped. Received: byte %#04x".formatted(next),
            at);
      }
      if (next != '\\') {
        at++;
        continue;
      }
      appendUtf8(out, text, plain, at);
      at = appendEscape(out, text, at, to);
      plain = at;
    }
    appendUtf8(out, text, plain, to);
    requirePairs(out, from);
    return out.toString();
  }

  private static void appendUtf8(StringBuilder out, byte[] text, int from, int to) {
    if (from == to) {
      return;
    }
    CharsetDecoder strict =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.wrap(text, from, to - from);
    try {
      out.append(strict.decode(bytes));
    } catch (CharacterCodingException e) {
      JsonException malformed =
          new JsonException("a string must be UTF-8. Received: a malformed byte", bytes.position());
      malformed.initCause(e);
      throw malformed;
    }
  }

  /** Appends what the escape at {@code at} means; returns where the text goes on. */
  private static int appendEscape(StringBuilder out, byte[] text, int at, int to) {
    int kind = text[at + 1];
    int simple = "\"\\/bfnrt".indexOf(kind);
    if (simple >= 0) {
      out.append("\"\\/\b\f\n\r\t".charAt(simple));
      return at + 2;
    }
    if (kind != 'u') {
      throw new JsonException(
          "an escape must be one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u. Received: byte %#04x"
              .formatted(kind & 0xff),
          at);
    }
    int unit = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = i < to && text[i] > 0 ? "0123456789abcdef".indexOf(text[i] | 0x20) : -1;
      // | 0x20 lowers A–F; it maps no other ASCII character onto a hexadecimal digit but 0x10–0x19.
      if (digit < 0 || text[i] < '0') {
        throw new JsonException("\\u must be followed by four hexadecimal digits", at);
      }
      unit = unit * 16 + digit;
    }
    out.append((char) unit);
    return at + 6;
  }

  private static void requirePairs(CharSequence out, int from) {
    if (hasLoneSurrogate(out)) {
      throw new JsonException(
          "surrogates in a string must come in pairs. Received: a lone one", from);
    }
  }

  static boolean hasLoneSurrogate(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      boolean pair =
          i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
      if (!pair) {
        return true;
      }
      i++;
    }
    return false;
  }
}
