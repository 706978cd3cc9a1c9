package org.lockstep.trainer.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes what {@link Json} describes. */
final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  byte[] write(Object value) {
    append(value, 0);
    out.append('\n');
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void append(Object value, int level) {
    if (value == null || value instanceof Boolean || isInteger(value)) {
      out.append(value);
    } else if (value instanceof Double || value instanceof Float) {
      out.append(shortest(((Number) value).doubleValue()));
    } else if (value instanceof String text) {
      appendString(text);
    } else if (value instanceof Map<?, ?> map) {
      appendObject(map, level);
    } else if (value instanceof List<?> list) {
      appendArray(list, level);
    } else {
      throw new IllegalArgumentException(
          "JSON must be made of maps, lists, strings, numbers, booleans and null. Received: "
              + value.getClass().getName());
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger;
  }

  private void appendObject(Map<?, ?> map, int level) {
    out.append('{');
    String between = "";
    for (Map.Entry<?, ?> member : map.entrySet()) {
      if (!(member.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "names of a JSON object must be strings. Received: " + member.getKey());
      }
      out.append(between).append('\n').append("  ".repeat(level + 1));
      appendString(key);
      out.append(": ");
      append(member.getValue(), level + 1);
      between = ",";
    }
    end(map.isEmpty(), level, '}');
  }

  private void appendArray(List<?> list, int level) {
    boolean flat = list.stream().noneMatch(v -> v instanceof Map || v instanceof List);
    out.append('[');
    String between = "";
    for (Object value : list) {
      out.append(between);
      if (!flat) {
        out.append('\n').append("  ".repeat(level + 1));
      }
      append(value, level + 1);
      between = flat ? ", " : ",";
    }
    end(flat, level, ']');
  }

  private void end(boolean sameLine, int level, char bracket) {
    if (!sameLine) {
      out.append('\n').append("  ".repeat(level));
    }
    out.append(bracket);
  }

  private void appendString(String text) {
    if (JsonString.hasLoneSurrogate(text)) {
      throw new IllegalArgumentException(
          "surrogates in a string must come in pairs. Received: a lone one");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char next = text.charAt(i);
      if (next == '"' || next == '\\') {
        out.append('\\').append(next);
      } else if (next < 0x20 || next == 0x7f) {
        out.append("\\u%04x".formatted((int) next));
      } else {
        out.append(next);
      }
    }
    out.append('"');
  }

  /**
   * The shortest decimal, nearest to x, that reads back to the same bits, always with a fraction or
   * an exponent. Not Double.toString: its digits differ between JDK 17 and 19 (JDK-4511638).
   */
  static String shortest(double x) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException("a JSON number must be finite. Received: " + x);
    }
    if (x == 0) {
      return Double.doubleToRawLongBits(x) < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(x);
    BigDecimal digits = exact;
    for (int precision = 1; precision <= 17; precision++) {
      digits = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (digits.doubleValue() == x) {
        break;
      }
    }
    BigDecimal trimmed = digits.stripTrailingZeros();
    String text =
        trimmed.scale() <= 0 && trimmed.precision() - trimmed.scale() <= 17
            ? trimmed.toPlainString() + ".0"
            : trimmed.toString();
    return text.replace("E", "e");
  }
}
