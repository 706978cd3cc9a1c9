package org.lockstep.driver.exchange.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads frames of one sender, one after the other, into one reused direct buffer. */
public final class FrameReader {
  private static final int FIRST_BYTES = 1 << 12;

  private final int attempt;
  private final int sender;
  private final int maxLength;
  private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.BYTES);
  private ByteBuffer payload = ByteBuffer.allocateDirect(FIRST_BYTES).limit(0);
  private boolean inPayload;
  private boolean complete;
  private long sequence;

  /**
   * @param maxLength bytes that a payload may have; checked before anything is made for it
   */
  public FrameReader(int attempt, int sender, int maxLength) {
    this.attempt = attempt;
    this.sender = sender;
    this.maxLength = maxLength;
  }

  /**
   * Reads on, a slice at a time and never past the frame's end; call again while bytes come.
   *
   * @return bytes that came
   * @throws EOFException at the end of the stream
   * @throws ProtocolException if the frame is not what this sender sends next
   */
  public long read(Wire wire) throws IOException {
    long came = 0;
    if (complete) {
      complete = false;
      inPayload = false;
      header.clear();
    }
    if (!inPayload) {
      came += fill(wire, header);
      if (header.hasRemaining()) {
        return came;
      }
      FrameHeader.check(header, attempt, sender, sequence, maxLength);
      sequence++;
      make(FrameHeader.length(header));
      inPayload = true;
    }
    came += fill(wire, payload);
    if (!payload.hasRemaining()) {
      payload.flip();
      complete = true;
    }
    return came;
  }

  private void make(int length) {
    if (payload.capacity() < length) {
      long doubled = Math.max(length, 2L * payload.capacity());
      payload = ByteBuffer.allocateDirect((int) Math.min(doubled, maxLength));
    }
    payload.clear().limit(length);
  }

  /** One read at most, so that a caller can write in between. */
  private static int fill(Wire wire, ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return 0;
    }
    int came = wire.read(target);
    if (came < 0) {
      throw new EOFException("the connection was closed");
    }
    return came;
  }

  /** Whether the last {@link #read} completed a frame. */
  public boolean complete() {
    return complete;
  }

  /** Whether a frame has begun and not ended. */
  public boolean midway() {
    return !complete && header.position() > 0;
  }

  public FrameKind kind() {
    return FrameHeader.kind(header);
  }

  /** Whether this is the last part of what it belongs to. */
  public boolean last() {
    return FrameHeader.last(header);
  }

  /** The complete frame's payload, until the next read. */
  public ByteBuffer payload() {
    return payload;
  }
}
