package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.driver.exchange.wire.ProtocolException;

@Timeout(60)
class TrackerTest {
  private static final String HOST = Attempts.LOOPBACK.getHostAddress();

  @Test
  void tasksOfOneJvmAreOneRankInTheOrderOfPartitions() throws Exception {
    try (Tracker tracker = tracker(4, new TrackerListener() {})) {
      List<Join> joins =
          List.of(
              new Join(0, "b", HOST, 7001, 0, 2, List.of(10L, 1L)),
              new Join(1, "a", HOST, 7002, 2, 3, List.of(20L, 2L)),
              new Join(2, "b", HOST, 7001, 3, 3, List.of(30L, 3L)),
              new Join(3, "a", HOST, 7002, 3, 5, List.of(40L, 4L)));
      List<TrackerClient> clients = joinAll(tracker.invitation(), joins);
      for (TrackerClient client : clients) {
        Roster roster = client.roster();
        assertThat(roster.ranks())
            .extracting(Rank::partitions)
            .containsExactly(List.of(0, 2), List.of(1, 3));
        assertThat(roster.ranks().get(1).rows(0)).isEqualTo(60);
        assertThat(roster.ranks().get(0).port()).isEqualTo(7001);
        assertThat(roster.workers()).isEqualTo(5);
        assertThat(roster).isEqualTo(tracker.roster().orElseThrow());
      }
      assertThat(clients).extracting(client -> client.rank().number()).containsExactly(0, 1, 0, 1);
      assertThat(clients)
          .extracting(TrackerClient::leads)
          .containsExactly(true, true, false, false);
      leave(clients);
      Thread.sleep(2 * Attempts.LIMITS.grace().toMillis());
      assertThat(tracker.cause()).isEmpty();
    }
  }

  @Test
  void tasksThatContradictEachOtherFailTheAttempt() throws Exception {
    try (Tracker tracker = tracker(2, new TrackerListener() {})) {
      List<Join> joins =
          List.of(
              new Join(0, "a", HOST, 7001, 0, 2, List.of()),
              new Join(1, "b", HOST, 7002, 1, 3, List.of()));
      String rule =
          "workers must follow each other without gap or overlap. Received: partition 1 begins"
              + " with worker 1 where 2 is next";
      assertThatThrownBy(() -> joinAll(tracker.invitation(), joins)).cause().hasMessage(rule);
      assertThat(tracker.cause().orElseThrow().sentence()).isEqualTo(rule);
    }
  }

  @Test
  void missingTasksAreNamedAfterTheDeadline() throws Exception {
    ExchangeLimits limits =
        Attempts.LIMITS.withStartAndJoin(Duration.ofSeconds(20), Duration.ofMillis(300));
    AtomicReference<Cause> heard = new AtomicReference<>();
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void failed(Cause cause) {
            heard.set(cause);
          }
        };
    try (Tracker tracker =
        new Tracker(Attempts.TRACKER, Attempts.attempt(0, false), 5, limits, listener)) {
      String rule = "all 5 tasks must join within 0.3 s of the first. Missing: partitions 0, 1, 4";
      assertThatThrownBy(
              () ->
                  joinAll(
                      tracker.invitation(),
                      List.of(Attempts.join(2, 7001), Attempts.join(3, 7002))))
          .cause()
          .hasMessage(rule);
      await().untilAsserted(() -> assertThat(heard.get().sentence()).isEqualTo(rule));
    }
  }

  @Test
  void aStageThatNeverStartsFailsAfterItsOwnDeadline() throws Exception {
    ExchangeLimits limits =
        Attempts.LIMITS.withStartAndJoin(Duration.ofMillis(100), Duration.ofSeconds(20));
    try (Tracker tracker =
        new Tracker(
            Attempts.TRACKER, Attempts.attempt(0, false), 2, limits, new TrackerListener() {})) {
      assertThat(tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow().sentence())
          .isEqualTo("all 2 tasks must join within 0.1 s of the start. Missing: partitions 0, 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void reportsOfAnyLengthArriveInOrder(boolean sealed) throws Exception {
    byte[] snapshot = new byte[20_000_003];
    new SplittableRandom(4).nextBytes(snapshot);
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    List<String> epochs = new ArrayList<>();
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            if (kind == 7) {
              received.writeBytes(bytes);
            } else {
              epochs.add(from.title() + " " + new String(bytes) + " " + last);
            }
          }
        };
    try (Tracker tracker =
        new Tracker(Attempts.TRACKER, Attempts.attempt(0, sealed), 1, Attempts.LIMITS, listener)) {
      TrackerClient client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      client.report((byte) 1, ByteBuffer.wrap("epoch 1".getBytes()));
      try (OutputStream out = client.report((byte) 7)) {
        out.write(snapshot, 0, 10);
        out.write(snapshot, 10, snapshot.length - 10);
      }
      client.report((byte) 1, ByteBuffer.wrap("epoch 2".getBytes()));
      client.finished();
      await().until(() -> epochs.size() == 2);
      assertThat(epochs)
          .containsExactly(
              "rank 0 on 127.0.0.1 (partition 0) epoch 1 true",
              "rank 0 on 127.0.0.1 (partition 0) epoch 2 true");
      assertThat(received.toByteArray()).isEqualTo(snapshot);
      client.close();
    }
  }

  @Test
  void aTaskWhoseReportsNobodyTakesWaits() throws Exception {
    AtomicBoolean room = new AtomicBoolean();
    AtomicLong received = new AtomicLong();
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public boolean hasRoom() {
            return room.get();
          }

          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
            received.addAndGet(part.remaining());
          }
        };
    int bytes = 1 << 26;
    room.set(true);
    try (Tracker tracker = tracker(1, listener)) {
      TrackerClient client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      room.set(false);
      CompletableFuture<Void> sender =
          CompletableFuture.runAsync(
              () -> {
                try (OutputStream out = client.report((byte) 1)) {
                  out.write(new byte[bytes]);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Thread.sleep(500);
      assertThat(sender).isNotDone();
      assertThat(received).hasValueLessThan(bytes / 2);
      room.set(true);
      await().until(() -> received.get() == bytes);
      sender.get();
      client.finished();
      client.close();
      assertThat(tracker.cause()).isEmpty();
    }
  }

  @Test
  void commandsReachTheFirstRankAndAbortReachesAll() throws Exception {
    try (Tracker tracker = tracker(2, new TrackerListener() {})) {
      List<TrackerClient> clients =
          joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001), Attempts.join(1, 7002)));
      TrackerClient first = clients.get(0);
      assertThat(first.takeSave()).isFalse();
      tracker.save();
      await().until(first::takeSave);
      assertThat(first.takeSave()).isFalse();
      assertThat(first.stopWished()).isFalse();
      tracker.stop();
      await().until(first::stopWished);
      tracker.abort("enough");
      for (TrackerClient client : clients) {
        await().until(() -> client.aborted().isPresent());
        assertThat(client.aborted()).contains("enough");
      }
      assertThat(clients.get(1).takeSave()).isFalse();
      assertThat(clients.get(1).stopWished()).isFalse();
      clients.forEach(TrackerClient::close);
    }
  }

  @Test
  void aWishBeforeTheRosterWaitsForIt() throws Exception {
    try (Tracker tracker = tracker(1, new TrackerListener() {})) {
      tracker.stop();
      Thread.sleep(100);
      TrackerClient client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      await().until(client::stopWished);
      client.finished();
      client.close();
    }
  }

  @Test
  void theReasonToGiveUpArrivesEvenIfTheTrackerClosesAtOnce() throws Exception {
    TrackerClient client;
    try (Tracker tracker = tracker(1, new TrackerListener() {})) {
      client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      tracker.abort("the driver ends");
    }
    await().until(() -> client.aborted().isPresent());
    assertThat(client.aborted()).contains("the driver ends");
    client.close();
  }

  @Test
  void aTaskThatVanishesWithoutAWordIsTheCause() throws Exception {
    try (Tracker tracker = tracker(2, new TrackerListener() {})) {
      List<TrackerClient> clients =
          joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001), Attempts.join(1, 7002)));
      clients.get(1).close();
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.sentence())
          .isEqualTo("rank 1 on 127.0.0.1 (partition 1) was lost: the connection was closed");
      await().until(() -> clients.get(0).aborted().isPresent());
      assertThat(clients.get(0).aborted()).contains(cause.sentence());
      clients.get(0).close();
    }
  }

  @Test
  void aListenerThatThrowsFailsTheAttempt() throws Exception {
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
            throw new IllegalStateException("disk full");
          }
        };
    try (Tracker tracker = tracker(1, listener)) {
      TrackerClient client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      client.report((byte) 1, ByteBuffer.allocate(0));
      assertThat(tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow().sentence())
          .isEqualTo("the driver's tracker failed: java.lang.IllegalStateException: disk full");
      client.close();
    }
  }

  @Test
  void aTaskWhoseReportIsRefusedIsLostAndTheOthersAreHeard() throws Exception {
    List<Integer> heard = new CopyOnWriteArrayList<>();
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last)
              throws ProtocolException {
            if (from.rank() == 1) {
              throw new ProtocolException("a letter must be short");
            }
            heard.add(part.remaining());
          }
        };
    try (Tracker tracker = tracker(2, listener)) {
      List<TrackerClient> clients =
          joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001), Attempts.join(1, 7002)));
      clients.get(1).report((byte) 1, ByteBuffer.allocate(5));
      assertThat(tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow().sentence())
          .isEqualTo("rank 1 on 127.0.0.1 (partition 1) was lost: a letter must be short");
      clients.get(0).report((byte) 1, ByteBuffer.allocate(7));
      await().untilAsserted(() -> assertThat(heard).containsExactly(7));
      clients.forEach(TrackerClient::close);
    }
  }

  @Test
  void aDriverWithoutRoomForAReportSaysSo() throws Exception {
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    try (Tracker tracker = tracker(1, listener)) {
      TrackerClient client = joinAll(tracker.invitation(), List.of(Attempts.join(0, 7001))).get(0);
      client.report((byte) 1, ByteBuffer.allocate(1));
      String sentence =
          "the driver must have memory for what rank 0 reports (spark.driver.memory,"
              + " --driver-memory). Received: OutOfMemoryError, Java heap space";
      assertThat(tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow().sentence())
          .isEqualTo(sentence);
      await().until(() -> client.aborted().isPresent());
      assertThat(client.aborted()).contains(sentence);
      client.close();
    }
  }

  /** As in a container: all of its addresses, of which the cluster knows one by a name. */
  @Test
  void aTrackerListensWhereTheDriverBindsAndIsCalledByItsHost() throws Exception {
    SparkConf conf = new SparkConf(false).set("spark.driver.host", "localhost");
    assertThat(TrackerAddress.of(conf).bind().isLoopbackAddress()).isTrue();
    for (String bind : List.of("0.0.0.0", "127.0.0.1")) {
      conf.set("spark.driver.bindAddress", bind);
      try (Tracker tracker =
          new Tracker(
              TrackerAddress.of(conf),
              Attempts.attempt(0, false),
              1,
              Attempts.LIMITS,
              new TrackerListener() {})) {
        Invitation invitation = tracker.invitation();
        assertThat(invitation.host()).isEqualTo("localhost");
        leave(joinAll(invitation, List.of(Attempts.join(0, 7001))));
        try (Socket elsewhere = new Socket()) {
          InetSocketAddress other = new InetSocketAddress("127.0.0.2", invitation.port());
          if (bind.equals("0.0.0.0")) {
            elsewhere.connect(other);
          } else {
            assertThatThrownBy(() -> elsewhere.connect(other)).isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "[::]", "0:0:0:0:0:0:0:0"})
  void nobodyCanCallTheDriverByAWildcard(String host) {
    SparkConf conf = new SparkConf(false).set("spark.driver.host", host);
    conf.set("spark.driver.bindAddress", "127.0.0.1");
    assertThatThrownBy(() -> TrackerAddress.of(conf))
        .hasMessage(
            "spark.driver.host must be an address that executors can call. Received: " + host);
  }

  @Test
  void aRankListensAtOneAddressOnly() throws Exception {
    assertThatThrownBy(() -> MeshListener.open(InetAddress.getByName("0.0.0.0")))
        .hasMessage("a rank must listen at one address of its executor. Received: 0.0.0.0");
  }

  static Tracker tracker(int tasks, TrackerListener listener) throws IOException {
    return new Tracker(
        Attempts.TRACKER, Attempts.attempt(0, false), tasks, Attempts.LIMITS, listener);
  }

  /** Joins with all at once, since each waits for the others. */
  static List<TrackerClient> joinAll(Invitation invitation, List<Join> joins) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(joins.size());
    try {
      List<Future<TrackerClient>> futures = new ArrayList<>();
      for (Join join : joins) {
        futures.add(threads.submit(() -> TrackerClient.join(invitation, join, () -> false)));
      }
      List<TrackerClient> clients = new ArrayList<>();
      for (Future<TrackerClient> future : futures) {
        clients.add(future.get());
      }
      return clients;
    } finally {
      threads.shutdown();
    }
  }

  private static void leave(List<TrackerClient> clients) {
    clients.forEach(TrackerClient::finished);
    clients.forEach(TrackerClient::close);
  }
}
