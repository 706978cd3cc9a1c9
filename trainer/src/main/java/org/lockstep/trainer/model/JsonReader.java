package org.lockstep.trainer.model;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recursive descent over the bytes; see {@link Json} for what it accepts. */
final class JsonReader {
  /** Longer numbers are no number of ours, and big integers cost quadratic time. */
  private static final int LONGEST_NUMBER = 400;

  private final byte[] text;
  private final Json.Limits limits;
  private int at;
  private int depth;
  private int containers;
  private int values;

  JsonReader(byte[] text, Json.Limits limits) {
    this.text = text;
    this.limits = limits;
  }

  Object whole() {
    if (text.length > limits.bytes()) {
      throw new JsonException(
          "JSON must be at most %,d bytes. Received: %,d".formatted(limits.bytes(), text.length),
          limits.bytes());
    }
    skipSpace();
    Object value = value();
    skipSpace();
    if (at < text.length) {
      throw unexpected("the end of the text");
    }
    return value;
  }

  private Object value() {
    if (++values > limits.values()) {
      throw new JsonException(
          "JSON must hold at most %,d values. Received: more".formatted(limits.values()), at);
    }
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> object() {
    open();
    Map<String, Object> members = new LinkedHashMap<>(4);
    skipSpace();
    if (peek() != '}') {
      do {
        skipSpace();
        int keyAt = at;
        if (peek() != '"') {
          throw unexpected("a string, the member's name");
        }
        String key = string();
        skipSpace();
        expect(':');
        skipSpace();
        if (members.containsKey(key)) {
          throw new JsonException("names of one object must differ. Received: " + key, keyAt);
        }
        members.put(key, value());
        skipSpace();
      } while (goesOn('}'));
    }
    close();
    return members;
  }

  private List<Object> array() {
    open();
    ArrayList<Object> values = new ArrayList<>(0); // it grows by half: many are small
    skipSpace();
    if (peek() != ']') {
      do {
        skipSpace();
        values.add(value());
        skipSpace();
      } while (goesOn(']'));
    }
    close();
    values.trimToSize();
    return values;
  }

  private void open() {
    if (++depth > limits.depth()) {
      throw new JsonException(
          "JSON must nest at most %d levels deep. Received: more".formatted(limits.depth()), at);
    }
    if (++containers > limits.containers()) {
      throw new JsonException(
          "JSON must hold at most %,d objects and arrays. Received: more"
              .formatted(limits.containers()),
          at);
    }
    at++;
  }

  private void close() {
    depth--;
    at++;
  }

  /** After a member: true on a comma, false on the end, which it leaves. */
  private boolean goesOn(char end) {
    int next = peek();
    if (next == ',') {
      at++;
      return true;
    }
    if (next != end) {
      throw unexpected("\",\" or \"" + end + "\"");
    }
    return false;
  }

  private String string() {
    int open = at++;
    int end = at;
    while (end < text.length && text[end] != '"') {
      end += text[end] == '\\' ? 2 : 1;
      if (end - open - 1 > limits.stringBytes()) {
        throw new JsonException(
            "a string must be at most %,d bytes. Received: more".formatted(limits.stringBytes()),
            open);
      }
    }
    if (end >= text.length) {
      throw new JsonException("a string must end with a quote. Received: the end", open);
    }
    String value = JsonString.decode(text, at, end);
    at = end + 1;
    return value;
  }

  private Object word(String word, Object value) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        throw unexpected(word);
      }
    }
    at += word.length();
    return value;
  }

  /** {@code -? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][+-]?[0-9]+)?}. */
  private Object number() {
    int from = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    boolean integer = true;
    if (at < text.length && text[at] == '.') {
      integer = false;
      at++;
      digits();
    }
    if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
      integer = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    if (at - from > LONGEST_NUMBER) {
      throw new JsonException(
          "a number must be at most %d characters. Received: %,d"
              .formatted(LONGEST_NUMBER, at - from),
          from);
    }
    String digits = new String(text, from, at - from, StandardCharsets.US_ASCII);
    return integer ? integer(digits) : decimal(digits, from);
  }

  private static Object integer(String digits) {
    BigInteger value = new BigInteger(digits);
    if (value.bitLength() > 63) {
      return value;
    }
    return value.longValue();
  }

  private static Double decimal(String digits, int from) {
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw new JsonException("a number must fit into a double. Received: " + digits, from);
    }
    return value;
  }

  private void digits() {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw unexpected("a value or a digit");
    }
  }

  private void skipSpace() {
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
      at++;
    }
  }

  /** The byte here, or −1 at the end. */
  private int peek() {
    return at < text.length ? text[at] & 0xff : -1;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw unexpected("\"" + wanted + "\"");
    }
    at++;
  }

  private JsonException unexpected(String wanted) {
    int next = peek();
    String received =
        next < 0
            ? "the end"
            : next >= 0x20 && next < 0x7f
                ? "\"" + (char) next + "\""
                : "byte %#04x".formatted(next);
    return new JsonException(
        "JSON must have %s here. Received: %s".formatted(wanted, received), at);
  }
}
