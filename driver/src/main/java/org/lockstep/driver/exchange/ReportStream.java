package org.lockstep.driver.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A report of any length, sent in parts of 256 KiB; {@link #close} sends the last one. Most reports
 * are short, so the first part begins small and grows.
 */
final class ReportStream extends OutputStream {
  static final int PART_BYTES = 1 << 18;
  private static final int FIRST_BYTES = 1 << 10;

  /**
   * Sends a part whose first byte is the report's kind; the buffer is the sender's from then on.
   */
  interface Parts {
    void send(ByteBuffer part, boolean last) throws IOException;
  }

  private final byte kind;
  private final Parts parts;
  private ByteBuffer part;
  private boolean closed;

  ReportStream(byte kind, Parts parts) {
    this.kind = kind;
    this.parts = parts;
    part = fresh(FIRST_BYTES);
  }

  private ByteBuffer fresh(int bytes) {
    return ByteBuffer.allocate(1 + bytes).put(kind);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int to = offset + length;
    while (from < to) {
      if (!part.hasRemaining()) {
        makeRoom();
      }
      int count = Math.min(to - from, part.remaining());
      part.put(bytes, from, count);
      from += count;
    }
  }

  private void makeRoom() throws IOException {
    if (part.capacity() > PART_BYTES) {
      parts.send(part.flip(), false);
      part = fresh(PART_BYTES);
    } else {
      part = ByteBuffer.allocate(1 + PART_BYTES).put(part.flip());
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      parts.send(part.flip(), true);
    }
  }
}
