package org.lockstep.driver.exchange.wire;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes that come a few at a time, then the end. */
record Dribble(ByteBuffer bytes, int atOnce) implements Wire {
  @Override
  public SocketChannel channel() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer header, ByteBuffer payload) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean pending() {
    return false;
  }

  @Override
  public int read(ByteBuffer target) {
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(Math.min(atOnce, target.remaining()), bytes.remaining());
    target.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    return count;
  }
}
