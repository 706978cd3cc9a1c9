package org.lockstep.trainer.model;

/**
 * JSON (RFC 8259) as plain Java values, strictly: {@code Map<String, Object>} in the order of the
 * text, {@code List<Object>}, {@code String}, {@code Boolean}, null, and numbers exactly: an
 * integer is a {@code Long} (a {@code BigInteger} beyond it), anything with a fraction or an
 * exponent a finite {@code Double}.
 *
 * <p>What Lockstep reads may come from anywhere, so depth, length and string size are limited
 * before memory is taken, and what other readers forgive is an error here: duplicate keys, NaN and
 * Infinity, comments, trailing commas and data, malformed UTF-8, lone surrogates, a byte order
 * mark.
 */
public final class Json {
  private Json() {}

  /**
   * Bounds of what is read.
   *
   * @param bytes longest text
   * @param depth deepest nesting of objects and arrays
   * @param stringBytes longest string, in bytes of the text between its quotes
   * @param containers most objects and arrays, which take the most memory for their bytes
   * @param values most values of all kinds: an empty string of two bytes takes many more in memory
   */
  public record Limits(int bytes, int depth, int stringBytes, int containers, int values) {
    public Limits {
      if (bytes < 1
          || depth < 1
          || depth > 500
          || stringBytes < 0
          || containers < 0
          || values < 1) {
        throw new IllegalArgumentException(
            "bytes and values must be >= 1, depth in 1…500, stringBytes and containers >= 0. Received: %d, %d, %d, %d, %d"
                .formatted(bytes, values, depth, stringBytes, containers));
      }
    }

    /** 256 MiB, 32 levels, strings of 1 MiB, 2^20 objects and arrays, 2^24 values. */
    public static Limits standard() {
      return new Limits(256 << 20, 32, 1 << 20, 1 << 20, 1 << 24);
    }
  }

  /**
   * Reads one value, the whole of {@code utf8}.
   *
   * @throws JsonException if the text is not strict JSON within the limits
   */
  public static Object read(byte[] utf8, Limits limits) {
    return new JsonReader(utf8, limits).whole();
  }

  /**
   * The value as UTF-8, deterministic: map order, two spaces a level, a line feed at the end;
   * arrays of plain values on one line. Doubles are the shortest decimal that reads back to the
   * same bits, whatever the JDK.
   *
   * @param value maps with string keys, lists, strings, booleans, null, integers, finite floats and
   *     doubles
   * @throws IllegalArgumentException for anything else, NaN, Infinity, or a lone surrogate
   */
  public static byte[] write(Object value) {
    return new JsonWriter().write(value);
  }
}
