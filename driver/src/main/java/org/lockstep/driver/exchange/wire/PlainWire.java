package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
final class PlainWire implements Wire {
  /**
   * Bytes of one call. Two that send to each other take turns at their shared cache, and a heap
   * buffer, which the JDK copies anew in each call, is not copied over and over.
   */
  static final int SLICE_BYTES = 1 << 18;

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
    payload.limit(Math.min(limit, payload.position() + SLICE_BYTES));
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
    int limit = target.limit();
    target.limit(Math.min(limit, target.position() + SLICE_BYTES));
    try {
      return channel.read(target);
    } finally {
      target.limit(limit);
    }
  }
}
