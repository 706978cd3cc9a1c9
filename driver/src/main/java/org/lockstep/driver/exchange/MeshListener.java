package org.lockstep.driver.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.lockstep.driver.exchange.wire.Quietly;

/** Where one JVM listens for the other ranks of an attempt, from before it joins. */
public final class MeshListener implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocketChannel socket;
  private final InetSocketAddress address;

  private MeshListener(ServerSocketChannel socket, InetSocketAddress address) {
    this.socket = socket;
    this.address = address;
  }

  /**
   * Binds to a free port.
   *
   * @param address the executor's own, as other executors reach it
   */
  public static MeshListener open(InetAddress address) throws IOException {
    if (address.isAnyLocalAddress()) {
      throw new IllegalArgumentException(
          "a rank must listen at one address of its executor. Received: "
              + address.getHostAddress());
    }
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.bind(new InetSocketAddress(address, 0), BACKLOG);
      socket.configureBlocking(false);
      return new MeshListener(socket, (InetSocketAddress) socket.getLocalAddress());
    } catch (IOException | RuntimeException e) {
      Quietly.close(socket);
      throw e;
    }
  }

  public String host() {
    return address.getAddress().getHostAddress();
  }

  public int port() {
    return address.getPort();
  }

  ServerSocketChannel socket() {
    return socket;
  }

  @Override
  public void close() {
    Quietly.close(socket);
  }
}
