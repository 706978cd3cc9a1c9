package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
final class PlainWire implements Wire {
  /** Bytes of a heap buffer that are copied for one write, so that a retry copies little again. */
  private static final int HEAP_BYTES = 1 << 18;

  private final SocketChannel channel;
  private final ByteBuffer[] both = new ByteBuffer[2];

  PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public long write(ByteBuffer header, ByteBuffer payload) throws IOException {
    int limit = payload.limit();
    if (!payload.isDirect()) {
      payload.limit(Math.min(limit, payload.position() + HEAP_BYTES));
    }
    try {
      if (!header.hasRemaining()) {
        return channel.write(payload);
      }
      both[0] = header;
      both[1] = payload;
      return channel.write(both);
    } finally {
      payload.limit(limit);
      both[1] = null;
    }
  }

  @Override
  public boolean pending() {
    return false;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }
}
