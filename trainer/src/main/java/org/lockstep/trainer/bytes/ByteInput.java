package org.lockstep.trainer.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteOutput} wrote, and trusts none of it: nothing is allocated for a length
 * that the bytes to come cannot fill. Closes nothing; not thread-safe.
 */
public final class ByteInput {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  private long left;

  /**
   * @param bytes the most that may be read
   */
  public ByteInput(InputStream in, long bytes) {
    this.in = in;
    this.left = bytes;
  }

  /** Bytes that may still be read. */
  public long left() {
    return left;
  }

  /**
   * One flag.
   *
   * @throws ByteFormatException if the byte is neither 0 nor 1
   */
  public boolean flag() throws IOException {
    byte value = fill(1).get();
    if (value != 0 && value != 1) {
      throw new ByteFormatException("a flag must be 0 or 1. Received: " + value);
    }
    return value == 1;
  }

  public int integer() throws IOException {
    return fill(Integer.BYTES).getInt();
  }

  public long longInteger() throws IOException {
    return fill(Long.BYTES).getLong();
  }

  public double real() throws IOException {
    return Double.longBitsToDouble(longInteger());
  }

  /**
   * How many elements follow.
   *
   * @param bytesEach the fewest that one takes, ≥ 1
   * @throws ByteFormatException if so many cannot be among the bytes left
   */
  public int count(int bytesEach) throws IOException {
    return within(integer(), bytesEach);
  }

  public String text() throws IOException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public byte[] bytes() throws IOException {
    byte[] values = new byte[within(longInteger(), 1)];
    left -= values.length;
    if (in.readNBytes(values, 0, values.length) != values.length) {
      throw new EOFException("the bytes ended early");
    }
    return values;
  }

  public float[] floats() throws IOException {
    float[] values = new float[within(longInteger(), Float.BYTES)];
    int chunk = CHUNK / Float.BYTES;
    for (int from = 0; from < values.length; from += chunk) {
      int length = Math.min(chunk, values.length - from);
      fill(length * Float.BYTES).asFloatBuffer().get(values, from, length);
    }
    return values;
  }

  /**
   * Counts that are mostly 0.
   *
   * @param length of the array, which the caller vouches for
   * @throws ByteFormatException if a place is outside of it, or out of order
   */
  public long[] counts(int length) throws IOException {
    int others = count(Integer.BYTES + Long.BYTES);
    long[] values = new long[length];
    int before = -1;
    for (int i = 0; i < others; i++) {
      int place = integer();
      if (place <= before || place >= length) {
        throw new ByteFormatException(
            "a place must be above %d and below %d. Received: %d".formatted(before, length, place));
      }
      values[place] = longInteger();
      before = place;
    }
    return values;
  }

  private int within(long count, int bytesEach) throws ByteFormatException {
    if (count < 0 || count > left / bytesEach || count > Integer.MAX_VALUE - 8) {
      throw new ByteFormatException(
          "a length must be from 0 to %d, for which there are bytes. Received: %d"
              .formatted(left / bytesEach, count));
    }
    return (int) count;
  }

  private ByteBuffer fill(int bytes) throws IOException {
    if (bytes > left || in.readNBytes(buffer.array(), 0, bytes) != bytes) {
      throw new EOFException("the bytes ended early");
    }
    left -= bytes;
    return buffer.clear().limit(bytes);
  }
}
