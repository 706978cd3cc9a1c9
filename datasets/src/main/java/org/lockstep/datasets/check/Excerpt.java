package org.lockstep.datasets.check;

/** A value as it may be shown on a terminal: shortened, nothing in it acts on the terminal. */
public final class Excerpt {
  /** Code points that are shown before the value is cut. */
  static final int LENGTH = 60;

  private Excerpt() {}

  /**
   * The value's first 60 code points. Control, format (bidirectional overrides, zero-width) and
   * unpaired surrogate characters are written as {@code \n}, {@code \t} or {@code \\u202e}; a cut
   * value ends in … and its length.
   */
  public static String of(String value) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int count = 0; at < value.length() && count < LENGTH; count++) {
      int c = value.codePointAt(at);
      append(shown, c);
      at += Character.charCount(c);
    }
    if (at < value.length()) {
      shown.append("… (").append(value.length()).append(" characters)");
    }
    return shown.toString();
  }

  /** The same for bytes that are not text; bytes from 0x80 on are written as {@code \xe9}. */
  public static String of(byte[] bytes, int length) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(length, LENGTH); i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        append(shown, b);
      } else {
        shown.append("\\x%02x".formatted(b));
      }
    }
    if (length > LENGTH) {
      shown.append("… (").append(length).append(" bytes)");
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        int type = Character.getType(c);
        if (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR) {
          shown.append("\\u%04x".formatted(c));
        } else {
          shown.appendCodePoint(c);
        }
      }
    }
  }
}
