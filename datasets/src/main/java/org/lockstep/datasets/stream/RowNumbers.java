package org.lockstep.datasets.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The numbers of all rows of a block, one row's after the other's, out of a column with one value a
 * row: little-endian bytes, four a number. No object a number. Not thread-safe.
 */
final class RowNumbers {
  private final String column;
  private final int[] ends;

  /** Perhaps longer than what is filled. */
  private byte[] bytes = new byte[0];

  private int filled;
  private int row;

  /**
   * @param column for messages
   * @param rows of the block
   */
  RowNumbers(String column, int rows) {
    this.column = column;
    this.ends = new int[rows + 1];
  }

  /**
   * Takes the next row's value.
   *
   * @throws IOException if it holds a part of a number
   */
  void add(ByteBuffer value) throws IOException {
    int length = value.remaining();
    if (length % Integer.BYTES != 0) {
      throw new IOException(
          "%s of a row must be numbers of 4 bytes. Received: %d bytes (row %d of the block)"
              .formatted(column, length, row));
    }
    long needed = (long) filled + length;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new IOException(
          "%s of a block must be less than 2 GiB. Received: %d bytes or more"
              .formatted(column, needed));
    }
    if (needed > bytes.length) {
      // At first as if all rows were as long as this one.
      long room = row == 0 ? (long) length * (ends.length - 1) : needed + needed / 2;
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, room));
    }
    value.get(bytes, filled, length);
    filled = (int) needed;
    ends[++row] = filled / Integer.BYTES;
  }

  /** Of each row among the numbers, after a 0. */
  int[] ends() {
    return ends;
  }

  /**
   * How many numbers each row has.
   *
   * @throws IOException if they have not equally many
   */
  int each() throws IOException {
    int each = ends.length > 1 ? ends[1] : 0;
    for (int i = 1; i < ends.length; i++) {
      if (ends[i] - ends[i - 1] != each) {
        throw new IOException(
            "%s must be equally many in every row, %d. Received: %d (row %d of the block)"
                .formatted(column, each, ends[i] - ends[i - 1], i - 1));
      }
    }
    return each;
  }

  float[] floats() {
    float[] floats = new float[filled / Float.BYTES];
    buffer().asFloatBuffer().get(floats);
    return floats;
  }

  int[] ints() {
    int[] ints = new int[filled / Integer.BYTES];
    buffer().asIntBuffer().get(ints);
    return ints;
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes, 0, filled).order(ByteOrder.LITTLE_ENDIAN);
  }
}
