package org.lockstep.driver.exchange.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

/**
 * Calls an address until both sides have proven themselves: again after a broken or slow handshake,
 * with growing pauses, since a full waiting room sends members away too. A refusal ends it at once;
 * an address where nobody listens ends it after one handshake's time.
 */
public final class Caller implements Closeable {
  private static final long FIRST_PAUSE_NANOS = 5_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 500_000_000L;

  private final InetSocketAddress address;
  private final Attempt attempt;
  private final Introduction introduction;
  private final long handshakeNanos;
  private final long began = System.nanoTime();
  private final long deadline;
  private SocketChannel channel;
  private CallingHandshake handshake;
  private long tryEnds;
  private long nextTry = began;
  private long pause = FIRST_PAUSE_NANOS;

  /**
   * @param handshake how long one try may take
   * @param patience how long all tries may take
   */
  public Caller(
      InetSocketAddress address,
      Attempt attempt,
      Introduction introduction,
      Duration handshake,
      Duration patience) {
    this.address = address;
    this.attempt = attempt;
    this.introduction = introduction;
    handshakeNanos = handshake.toNanos();
    deadline = began + patience.toNanos();
  }

  public Introduction introduction() {
    return introduction;
  }

  /**
   * Goes on as far as it can without waiting.
   *
   * @return the connection, once; null while there is none
   * @throws IOException if there will be none
   */
  public Wire advance() throws IOException {
    long now = System.nanoTime();
    if (channel == null && now - nextTry < 0) {
      return null;
    }
    try {
      return tryOnce(now);
    } catch (RefusedException | ProtocolException e) {
      close();
      throw e;
    } catch (IOException e) {
      again(now, e);
      return null;
    }
  }

  private Wire tryOnce(long now) throws IOException {
    if (channel == null) {
      tryEnds = now + handshakeNanos;
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      try {
        channel.connect(address);
      } catch (UnresolvedAddressException e) {
        throw new ConnectException("no such host: " + address.getHostString());
      }
    }
    if (now - tryEnds > 0) {
      throw new IOException("no answer within " + Duration.ofNanos(handshakeNanos));
    }
    if (handshake == null) {
      if (!channel.finishConnect()) {
        return null;
      }
      handshake = new CallingHandshake(channel, attempt, introduction);
    }
    Wire wire = handshake.advance();
    if (wire != null) {
      channel = null; // the wire's now
    }
    return wire;
  }

  private void again(long now, IOException failure) throws IOException {
    close();
    boolean nobody = failure instanceof ConnectException && now - began > handshakeNanos;
    if (nobody || now - deadline > 0) {
      throw failure;
    }
    nextTry = now + pause;
    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
  }

  @Override
  public void close() {
    Quietly.close(channel);
    channel = null;
    handshake = null;
  }
}
