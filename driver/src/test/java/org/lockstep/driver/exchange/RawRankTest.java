package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.Caller;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.Wire;
import org.lockstep.trainer.exchange.ExchangeException;

/** A rank that knows the token, byte for byte: what comes from it is checked all the same. */
@Timeout(60)
class RawRankTest {
  private static final int MESSAGE = 8;
  private static final Duration SILENCE = Duration.ofMillis(400);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @Test
  void aFrameThatStopsInTheMiddleEndsTheExchangeAfterTheSilence() throws Exception {
    ByteBuffer half = ByteBuffer.allocate(40).put(header(100)).limit(40).position(0);
    assertThatThrownBy(() -> exchangeWith(half))
        .isInstanceOf(ExchangeException.class)
        .hasMessage("rank 1 on 127.0.0.1:7001 sent no bytes for 0.4 s in exchange 0");
  }

  @Test
  void aHeaderThatStopsInTheMiddleDoesToo() throws Exception {
    ByteBuffer half = header(100).limit(11);
    assertThatThrownBy(() -> exchangeWith(half))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("rank 1 on 127.0.0.1:7001 sent no bytes for 0.4 s");
  }

  @Test
  void anOversizeFrameIsRefusedBeforeRoomIsMadeForIt() throws Exception {
    assertThatThrownBy(() -> exchangeWith(header(Integer.MAX_VALUE)))
        .isInstanceOf(ExchangeException.class)
        .hasMessage(
            "rank 1 on 127.0.0.1:7001 was lost in exchange 0: a frame's length must be 0"
                + " to 67108864 bytes. Received: 2147483647");
  }

  @Test
  void aFrameThatWasSentBeforeIsRefused() throws Exception {
    // The second frame repeats the first one's sequence number.
    ByteBuffer twice = ByteBuffer.allocate(56).put(header(0)).put(header(0)).flip();
    assertThatThrownBy(() -> exchangeWith(twice))
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining("a frame's sequence number must be 1. Received: 0");
  }

  @Test
  void halfAHandshakeKeepsNoRankOut() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {});
        MeshListener first = MeshListener.open(Attempts.LOOPBACK);
        Socket stranger = new Socket(Attempts.LOOPBACK, first.port())) {
      // The magic, a version, and a little more of the 52 bytes of a hello.
      stranger.getOutputStream().write(new byte[] {0x4c, 0x4b, 0x53, 0x54, 1, 0, 1, 0, 0, 0, 0, 0});
      Invitation invitation = tracker.invitation();
      Future<Integer> second =
          threads.submit(
              () -> Attempts.rank(invitation, 1, (client, exchange) -> exchange(exchange, 9)));
      try (TrackerClient client =
              TrackerClient.join(invitation, Attempts.join(0, first.port()), () -> false);
          SocketExchange exchange = connect(first, invitation.attempt(), client)) {
        assertThat(exchange(exchange, 9)).isEqualTo(9);
        assertThat(second.get()).isEqualTo(9);
        client.finished();
      }
    }
  }

  /** Rank 0 exchanges, twice if it can, with a rank 1 that sends these bytes and then nothing. */
  private void exchangeWith(ByteBuffer bytes) throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {});
        MeshListener first = MeshListener.open(Attempts.LOOPBACK)) {
      Invitation invitation = tracker.invitation();
      Future<TrackerClient> other =
          threads.submit(() -> TrackerClient.join(invitation, Attempts.join(1, 7001), () -> false));
      try (TrackerClient client =
          TrackerClient.join(invitation, Attempts.join(0, first.port()), () -> false)) {
        Future<Wire> wire = threads.submit(() -> call(first.port(), invitation.attempt(), bytes));
        try (SocketExchange exchange = connect(first, invitation.attempt(), client)) {
          exchange(exchange, 2);
        } finally {
          SocketChannel channel = wire.get().channel();
          channel.close();
          other.get().close();
        }
      }
    }
  }

  private static SocketExchange connect(
      MeshListener listener, Attempt attempt, TrackerClient client) {
    return SocketExchange.connect(
        listener,
        attempt,
        Attempts.LIMITS.withSilence(SILENCE),
        client.roster(),
        client.rank().number(),
        () -> false);
  }

  private static int exchange(SocketExchange exchange, int times) {
    int done = 0;
    for (; done < times; done++) {
      exchange.exchange(new ByteBuffer[] {ByteBuffer.allocate(0), ByteBuffer.allocate(0)});
    }
    return done;
  }

  /** A proper handshake as rank 1 with rank 0, then the bytes. */
  private static Wire call(int port, Attempt attempt, ByteBuffer bytes) throws Exception {
    try (Caller caller =
        new Caller(
            new InetSocketAddress(Attempts.LOOPBACK, port),
            attempt,
            new Introduction(Introduction.Role.RANK, 1, 0),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5))) {
      Wire wire = null;
      while (wire == null) {
        wire = caller.advance();
        Thread.sleep(1);
      }
      wire.write(ByteBuffer.allocate(0), bytes);
      return wire;
    }
  }

  /** The header of rank 1's first message in attempt 0. */
  private static ByteBuffer header(int length) {
    return ByteBuffer.allocate(28)
        .putInt(0, 0x4c4b4652)
        .putInt(8, 1)
        .put(12, (byte) MESSAGE)
        .put(13, (byte) 1)
        .putInt(24, length);
  }
}
