package org.lockstep.driver.plan;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * Measures sockets on this machine's loopback address: the processor's time for a message, both
 * ends together, and the rate at which bytes are written and read; and how long a byte needs to
 * wake a waiting thread.
 */
public final class Loopback {
  private static final int SMALL = 64;
  private static final int LARGE = 64 << 10;
  private static final int TIMES = 2000;

  private Loopback() {}

  /** The loopback interface as a link. */
  public static Link measure() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel server =
        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
      try (SocketChannel near = SocketChannel.open(server.getLocalAddress());
          SocketChannel far = server.accept()) {
        near.socket().setTcpNoDelay(true);
        far.socket().setTcpNoDelay(true);
        near.socket().setSendBufferSize(4 * LARGE); // one thread writes all and then reads
        far.socket().setReceiveBufferSize(4 * LARGE);
        oneWaySeconds(near, far, SMALL); // compiles the loop
        double small = oneWaySeconds(near, far, SMALL);
        double large = oneWaySeconds(near, far, LARGE);
        double wake = Math.max(0, wakeSeconds(near, far) - small);
        return new Link(wake, LARGE / Math.max(1e-9, large - small), small);
      }
    }
  }

  /** The median time of writing a message and reading it in the same thread. */
  private static double oneWaySeconds(SocketChannel near, SocketChannel far, int bytes)
      throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(bytes);
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      message.clear();
      write(near, message);
      message.clear();
      read(far, message);
      nanos[i] = System.nanoTime() - start;
    }
    return median(nanos) / 1e9;
  }

  /** The median time of half a round trip to a thread that waits. */
  private static double wakeSeconds(SocketChannel near, SocketChannel far) throws IOException {
    Thread echo = new Thread(() -> echo(far), "lockstep-plan-echo");
    echo.setDaemon(true);
    echo.start();
    ByteBuffer message = ByteBuffer.allocateDirect(SMALL);
    long[] nanos = new long[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      message.clear();
      write(near, message);
      message.clear();
      read(near, message);
      nanos[i] = System.nanoTime() - start;
    }
    return median(nanos) / 2e9;
  }

  private static void echo(SocketChannel far) {
    ByteBuffer message = ByteBuffer.allocateDirect(SMALL);
    try {
      for (int i = 0; i < TIMES; i++) {
        message.clear();
        read(far, message);
        message.flip();
        write(far, message);
      }
    } catch (IOException e) {
      // The other end fails, too, and says so.
      return;
    }
  }

  private static void write(SocketChannel channel, ByteBuffer message) throws IOException {
    while (message.hasRemaining()) {
      channel.write(message);
    }
  }

  private static void read(SocketChannel channel, ByteBuffer message) throws IOException {
    while (message.hasRemaining()) {
      if (channel.read(message) < 0) {
        throw new IOException("the loopback connection was closed");
      }
    }
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
