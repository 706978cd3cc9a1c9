package org.lockstep.trainer.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes numbers little-endian, floats and doubles bit by bit, arrays and texts after their length.
 * What {@link ByteInput} reads. Closes nothing; not thread-safe.
 */
public final class ByteOutput {
  private static final int CHUNK = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * @param out gets larger pieces only; call {@link #flush} at the end
   */
  public ByteOutput(OutputStream out) {
    this.out = out;
  }

  /** A byte, 0 or 1. */
  public void flag(boolean value) throws IOException {
    room(1).put((byte) (value ? 1 : 0));
  }

  public void number(int value) throws IOException {
    room(Integer.BYTES).putInt(value);
  }

  public void number(long value) throws IOException {
    room(Long.BYTES).putLong(value);
  }

  /** Every bit of it, NaN's too. */
  public void number(double value) throws IOException {
    number(Double.doubleToRawLongBits(value));
  }

  public void text(String value) throws IOException {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(byte[] values) throws IOException {
    number((long) values.length);
    for (int from = 0; from < values.length; from += CHUNK) {
      int length = Math.min(CHUNK, values.length - from);
      room(length).put(values, from, length);
    }
  }

  public void floats(float[] values) throws IOException {
    number((long) values.length);
    int chunk = CHUNK / Float.BYTES;
    for (int from = 0; from < values.length; from += chunk) {
      int length = Math.min(chunk, values.length - from);
      ByteBuffer to = room(length * Float.BYTES);
      to.asFloatBuffer().put(values, from, length);
      to.position(to.position() + length * Float.BYTES);
    }
  }

  /** Counts that are mostly 0: only the others are written, each with its place. */
  public void counts(long[] values) throws IOException {
    int others = 0;
    for (long value : values) {
      others += value == 0 ? 0 : 1;
    }
    number(others);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        number(i);
        number(values[i]);
      }
    }
  }

  /** Hands everything on. */
  public void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
    out.flush();
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return buffer;
  }
}
