package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.Caller;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.RefusedException;
import org.lockstep.driver.exchange.wire.Wire;

/** Whoever does not belong to the attempt: none of them may keep it from running. */
@Timeout(60)
class StrangersTest {
  private final List<Socket> sockets = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void hangUp() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  private Socket stranger(int port) throws IOException {
    Socket socket = new Socket(Attempts.LOOPBACK, port);
    sockets.add(socket);
    return socket;
  }

  /** Silent ones, a browser, noise, and one that says a byte at a time. */
  private void crowd(int port, int silent) throws IOException {
    for (int i = 0; i < silent; i++) {
      stranger(port);
    }
    stranger(port)
        .getOutputStream()
        .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] noise = new byte[100_000];
    new SplittableRandom(5).nextBytes(noise);
    try {
      stranger(port).getOutputStream().write(noise);
    } catch (IOException e) {
      // Sent away before it could say it all.
    }
    Socket slow = stranger(port);
    threads.submit(
        () -> {
          byte[] hello = {0x4c, 0x4b, 0x53, 0x54, 1, 0, 0, 0};
          for (int i = 0; ; i++) {
            slow.getOutputStream().write(hello, i % hello.length, 1);
            Thread.sleep(50);
          }
        });
  }

  @Test
  void aCrowdBeforeTheTrackerDoesNotKeepTasksOut() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {})) {
      crowd(tracker.invitation().port(), 200);
      List<Future<Integer>> ranks =
          Attempts.ranks(tracker.invitation(), 2, StrangersTest::hundredExchanges);
      for (Future<Integer> rank : ranks) {
        assertThat(rank.get()).isEqualTo(100);
      }
      // All of them are sent away within the handshake's deadline of 2 s.
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(tracker.strangers()).isEqualTo(203));
      assertThat(tracker.cause()).isEmpty();
    }
  }

  private static int hundredExchanges(TrackerClient client, SocketExchange exchange) {
    int done = 0;
    for (int i = 0; i < 100; i++) {
      ByteBuffer[] messages = new ByteBuffer[exchange.ranks()];
      java.util.Arrays.setAll(messages, to -> ByteBuffer.allocate(1000));
      exchange.exchange(messages);
      done++;
    }
    return done;
  }

  /** A letter's length is believed of nobody who has not proved that he belongs here. */
  @Test
  void aStrangersLetterOfTwoGigabytesIsNotWaitedFor() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {})) {
      Socket stranger = stranger(tracker.invitation().port());
      stranger.getOutputStream().write(header(Integer.MAX_VALUE).array());
      stranger.getOutputStream().write(new byte[1000]);
      for (Future<Integer> rank :
          Attempts.ranks(tracker.invitation(), 2, StrangersTest::hundredExchanges)) {
        assertThat(rank.get()).isEqualTo(100);
      }
      await().untilAsserted(() -> assertThat(tracker.strangers()).isEqualTo(1));
      assertThat(tracker.cause()).isEmpty();
    }
  }

  @Test
  void aCrowdBeforeARankDoesNotKeepRanksOut() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {});
        MeshListener first = MeshListener.open(Attempts.LOOPBACK)) {
      Invitation invitation = tracker.invitation();
      crowd(first.port(), 100);
      Future<Integer> second =
          threads.submit(() -> Attempts.rank(invitation, 1, StrangersTest::hundredExchanges));
      TrackerClient client =
          TrackerClient.join(invitation, Attempts.join(0, first.port()), () -> false);
      try (SocketExchange exchange =
          SocketExchange.connect(
              first, invitation.attempt(), invitation.limits(), client.roster(), 0, () -> false)) {
        assertThat(hundredExchanges(client, exchange)).isEqualTo(100);
        assertThat(second.get()).isEqualTo(100);
        // The mesh stands: nobody listens any more.
        assertThatThrownBy(() -> stranger(first.port())).isInstanceOf(IOException.class);
      }
      client.finished();
      client.close();
    }
  }

  @Test
  void aTaskOfAnOldAttemptIsRefusedAndTheNewOneRunsOn() throws Exception {
    Attempt old = Attempts.attempt(0, false);
    try (Tracker tracker =
        new Tracker(
            Attempts.TRACKER,
            Attempts.attempt(1, false),
            2,
            Attempts.LIMITS,
            new TrackerListener() {})) {
      Invitation outdated =
          new Invitation(
              old, tracker.invitation().host(), tracker.invitation().port(), Attempts.LIMITS);
      assertThatThrownBy(() -> TrackerClient.join(outdated, Attempts.join(0, 7001), () -> false))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "partition 0 must reach the driver's tracker at 127.0.0.1:"
                  + tracker.invitation().port()
                  + ". Received: refused, since task 0 of attempt 0 of run runs/airline belongs"
                  + " to another attempt or run");
      for (Future<Integer> rank :
          Attempts.ranks(tracker.invitation(), 2, StrangersTest::hundredExchanges)) {
        assertThat(rank.get()).isEqualTo(100);
      }
      assertThat(tracker.cause()).isEmpty();
    }
  }

  @Test
  void aSecondTaskForAPartitionIsRefusedAndTheFirstStays() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(2, new TrackerListener() {})) {
      Invitation invitation = tracker.invitation();
      Future<TrackerClient> first =
          threads.submit(() -> TrackerClient.join(invitation, Attempts.join(0, 7001), () -> false));
      Thread.sleep(200);
      assertThatThrownBy(() -> TrackerClient.join(invitation, Attempts.join(0, 7002), () -> false))
          .cause()
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("has a number that has joined already");
      TrackerClient second = TrackerClient.join(invitation, Attempts.join(1, 7003), () -> false);
      assertThat(first.get().roster()).isEqualTo(second.roster());
      first.get().finished();
      second.finished();
      first.get().close();
      second.close();
    }
  }

  @Test
  void aMemberThatBreaksTheProtocolIsNamed() throws Exception {
    try (Tracker tracker = TrackerTest.tracker(1, new TrackerListener() {})) {
      ByteBuffer oversize = header(0).putInt(24, Integer.MAX_VALUE);
      send(tracker.invitation(), oversize);
      assertThat(tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow().sentence())
          .isEqualTo(
              "a task on 127.0.0.1 (partition 0) was lost: a frame's length must be 0 to 262145"
                  + " bytes. Received: 2147483647");
    }
  }

  @Test
  void aMemberThatStopsInTheMiddleOfAMessageIsNamed() throws Exception {
    ExchangeLimits limits = Attempts.LIMITS.withSilence(Duration.ofMillis(300));
    try (Tracker tracker =
            new Tracker(
                Attempts.TRACKER, Attempts.attempt(0, false), 1, limits, new TrackerListener() {});
        Wire wire = send(tracker.invitation(), half(Attempts.join(0, 7001)))) {
      assertThat(tracker.awaitCause(Duration.ofSeconds(10)).orElseThrow().sentence())
          .isEqualTo(
              "a task on 127.0.0.1 (partition 0) was lost: stopped in the middle of a message for"
                  + " 0.3 s");
      assertThat(wire.channel().isOpen()).isTrue();
    }
  }

  /** A whole header and the first bytes of the message that it announces. */
  private static ByteBuffer half(Join join) {
    ByteBuffer message = join.encode();
    return ByteBuffer.allocate(38).put(header(message.remaining())).put(message.limit(10)).flip();
  }

  /** The header of a JOIN of attempt 0, partition 0. */
  private static ByteBuffer header(int length) {
    return ByteBuffer.allocate(28).putInt(0, 0x4c4b4652).put(13, (byte) 1).putInt(24, length);
  }

  /** Sends bytes after a proper handshake as partition 0. */
  private static Wire send(Invitation invitation, ByteBuffer bytes) throws Exception {
    try (Caller caller =
        new Caller(
            new java.net.InetSocketAddress(invitation.host(), invitation.port()),
            invitation.attempt(),
            new Introduction(Introduction.Role.TASK, 0, Introduction.DRIVER),
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
}
