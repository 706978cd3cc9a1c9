package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes frames of one sender, one after the other. */
public final class FrameWriter {
  private final int attempt;
  private final int sender;
  private final ByteBuffer header = ByteBuffer.allocateDirect(FrameHeader.BYTES).limit(0);
  private final ByteBuffer nothing = ByteBuffer.allocateDirect(0);
  private ByteBuffer payload = nothing;
  private long sequence;

  public FrameWriter(int attempt, int sender) {
    this.attempt = attempt;
    this.sender = sender;
  }

  /** Begins a frame; {@code payload} is read from its position and moved while it is written. */
  public void begin(FrameKind kind, boolean last, ByteBuffer payload) {
    FrameHeader.encode(header, attempt, sender, kind, last, sequence++, payload.remaining());
    this.payload = payload;
  }

  /**
   * Writes on.
   *
   * @return bytes that moved
   */
  public long write(Wire wire) throws IOException {
    long moved = wire.write(header, payload);
    if (!payload.hasRemaining()) {
      payload = nothing;
    }
    return moved;
  }

  /** Whether all of the frame has reached the socket. */
  public boolean complete(Wire wire) {
    return !header.hasRemaining() && !payload.hasRemaining() && !wire.pending();
  }
}
