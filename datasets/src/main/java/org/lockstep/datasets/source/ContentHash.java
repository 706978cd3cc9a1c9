package org.lockstep.datasets.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The identity of a row: SHA-256 over its content, whatever file, record or partition it came from.
 * Equal rows have equal hashes.
 *
 * <p>The bytes hashed are fields, each a tag and its value: text {@code 'T'}, length, UTF-8; number
 * {@code 'N'}, the 64 bits of the double (one NaN, one zero); category {@code 'C'}, length or −1
 * for a blank, UTF-8; vector entry {@code 'V'}, index, double; label {@code 'L'} as text; target
 * {@code 'Y'} as number. Lengths and indices are 4 bytes, all big-endian.
 */
final class ContentHash {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(13);

  ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void text(String text) {
    string('T', text);
  }

  void numbers(double[] values) {
    for (double value : values) {
      number('N', value);
    }
  }

  void categories(String[] values) {
    for (String value : values) {
      string('C', value);
    }
  }

  /** Entries in the order of their indices; zeros are left out, as they are no entries. */
  void vector(int[] indices, double[] values) {
    for (int i = 0; i < indices.length; i++) {
      if (values[i] != 0) {
        number.clear().put((byte) 'V').putInt(indices[i]).putLong(bits(values[i]));
        digest.update(number.flip());
      }
    }
  }

  void label(String label) {
    string('L', label);
  }

  void target(double target) {
    number('Y', target);
  }

  /** The first 16 bytes of the hash, as two big-endian longs (high, low); starts anew. */
  long[] finish() {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new long[] {hash.getLong(), hash.getLong()};
  }

  private void string(char tag, String value) {
    byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
    number.clear().put((byte) tag).putInt(value == null ? -1 : bytes.length);
    digest.update(number.flip());
    digest.update(bytes);
  }

  private void number(char tag, double value) {
    number.clear().put((byte) tag).putLong(bits(value));
    digest.update(number.flip());
  }

  /** One NaN; −0.0 + 0.0 = 0.0, so one zero. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }
}
