package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.security.Key;

/** Makes the wire that an attempt wants. */
final class Wires {
  private Wires() {}

  static Wire of(SocketChannel channel, Attempt attempt, Key sending, Key receiving)
      throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    return attempt.sealed() ? new SealedWire(channel, sending, receiving) : new PlainWire(channel);
  }
}
