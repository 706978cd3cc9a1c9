package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;

/**
 * The 28 bytes before a payload, big-endian:
 *
 * <pre>magic 4 | attempt 4 | sender 4 | kind 1 | last part 1 | 0 2 | sequence 8 | length 4</pre>
 */
final class FrameHeader {
  static final int BYTES = 28;

  private static final int MAGIC = 0x4c4b4652;
  private static final int KIND = 12;
  private static final int LAST = 13;
  private static final int SEQUENCE = 16;
  private static final int LENGTH = 24;

  private FrameHeader() {}

  static void encode(
      ByteBuffer header,
      int attempt,
      int sender,
      FrameKind kind,
      boolean last,
      long sequence,
      int length) {
    header
        .clear()
        .putInt(MAGIC)
        .putInt(attempt)
        .putInt(sender)
        .put((byte) kind.ordinal())
        .put((byte) (last ? 1 : 0))
        .putShort((short) 0)
        .putLong(sequence)
        .putInt(length)
        .flip();
  }

  /** Checks everything of a whole header before anything is made for its payload. */
  static void check(ByteBuffer header, int attempt, int sender, long sequence, int maxLength)
      throws ProtocolException {
    require("magic", header.getInt(0), MAGIC);
    require("attempt", header.getInt(4), attempt);
    require("sender", header.getInt(8), sender);
    require("sequence number", header.getLong(SEQUENCE), sequence);
    int kind = header.get(KIND);
    if (kind < 0 || kind >= FrameKind.values().length) {
      throw new ProtocolException("a frame's kind must be known. Received: " + kind);
    }
    int length = header.getInt(LENGTH);
    if (length < 0 || length > maxLength) {
      throw new ProtocolException(
          "a frame's length must be 0 to " + maxLength + " bytes. Received: " + length);
    }
  }

  private static void require(String what, long received, long expected) throws ProtocolException {
    if (received != expected) {
      throw new ProtocolException(
          "a frame's " + what + " must be " + expected + ". Received: " + received);
    }
  }

  static FrameKind kind(ByteBuffer header) {
    return FrameKind.values()[header.get(KIND)];
  }

  static boolean last(ByteBuffer header) {
    return header.get(LAST) != 0;
  }

  static int length(ByteBuffer header) {
    return header.getInt(LENGTH);
  }
}
