package org.lockstep.driver.exchange.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection whose two sides have proven themselves: a stream of bytes each way, as they are or
 * encrypted. Never blocks. One thread writes and one reads.
 */
public interface Wire extends Closeable {
  /** The channel, to wait for it with a selector and to close it; its bytes are not for others. */
  SocketChannel channel();

  /**
   * Takes what it can from the header, then from the payload.
   *
   * @return bytes that moved, towards the socket or from this side's buffer into it; 0 if none
   */
  long write(ByteBuffer header, ByteBuffer payload) throws IOException;

  /** Whether bytes that {@link #write} took have not reached the socket; write again to go on. */
  boolean pending();

  /**
   * Fills {@code target} as far as bytes have come.
   *
   * @return bytes that came, 0 if none, −1 at the end of the stream
   */
  int read(ByteBuffer target) throws IOException;

  @Override
  default void close() throws IOException {
    channel().close();
  }
}
