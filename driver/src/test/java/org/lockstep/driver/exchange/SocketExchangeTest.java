package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.exchange.ExchangeException;

@Timeout(60)
class SocketExchangeTest {
  private static final int[] LENGTHS = {0, 1, 28, 4095, 65_536, 65_537, 300_000, 3_000_000};

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyMessageArrivesWhereItWasSent(boolean sealed) throws Exception {
    try (Tracker tracker = tracker(3, sealed, Attempts.LIMITS)) {
      List<Future<Integer>> ranks =
          Attempts.ranks(
              tracker.invitation(),
              3,
              (client, exchange) -> {
                int count = 0;
                for (int round = 0; round < 3 * LENGTHS.length; round++) {
                  count += exchangeOnce(exchange, round);
                }
                return count;
              });
      for (Future<Integer> rank : ranks) {
        assertThat(rank.get()).isEqualTo(2 * 3 * LENGTHS.length);
      }
    }
  }

  /** Every rank sends each other a message that only that pair and round has. */
  private static int exchangeOnce(SocketExchange exchange, int round) {
    ByteBuffer[] messages = new ByteBuffer[exchange.ranks()];
    for (int to = 0; to < messages.length; to++) {
      messages[to] = message(exchange.rank(), to, round);
    }
    ByteBuffer[] received = exchange.exchange(messages);
    int count = 0;
    for (int from = 0; from < received.length; from++) {
      if (from == exchange.rank()) {
        assertThat(received[from].remaining()).isZero();
      } else {
        assertThat(received[from].equals(message(from, exchange.rank(), round))).isTrue();
        assertThat(messages[from].position()).isZero();
        count++;
      }
    }
    return count;
  }

  private static ByteBuffer message(int from, int to, int round) {
    SplittableRandom random = new SplittableRandom(1000L * round + 10 * from + to);
    byte[] bytes = new byte[LENGTHS[(round + from + to) % LENGTHS.length]];
    random.nextBytes(bytes);
    return round % 2 == 0
        ? ByteBuffer.wrap(bytes)
        : ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Test
  void oneRankExchangesWithItself() throws Exception {
    try (Tracker tracker = tracker(1, false, Attempts.LIMITS)) {
      ByteBuffer[] received =
          Attempts.ranks(
                  tracker.invitation(),
                  1,
                  (client, exchange) -> exchange.exchange(new ByteBuffer[1]))
              .get(0)
              .get();
      assertThat(received).hasSize(1);
      assertThat(received[0].remaining()).isZero();
    }
  }

  @Test
  void aRankThatClosesIsNamedByTheOthers() throws Exception {
    try (Tracker tracker = tracker(3, false, Attempts.LIMITS)) {
      List<Future<Object>> ranks =
          Attempts.ranks(
              tracker.invitation(),
              3,
              (client, exchange) -> {
                if (exchange.rank() == 1) {
                  throw new OutOfMemoryError("planned");
                }
                return exchange.exchange(empty(3));
              });
      for (int rank : new int[] {0, 2}) {
        assertThatThrownBy(() -> ranks.get(rank).get())
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOf(ExchangeException.class);
      }
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.rank()).isEqualTo(1);
      assertThat(cause.host()).isEqualTo(Attempts.LOOPBACK.getHostAddress());
      assertThat(cause.sentence())
          .isEqualTo(
              "rank 1 on 127.0.0.1 (partition 1) reported OutOfMemoryError: planned (in the test)");
    }
  }

  @Test
  void aSilentRankIsNamedAfterTheDeadline() throws Exception {
    ExchangeLimits limits = Attempts.LIMITS.withSilence(Duration.ofMillis(500));
    try (Tracker tracker = tracker(3, false, limits)) {
      List<Future<Object>> ranks =
          Attempts.ranks(
              tracker.invitation(),
              3,
              (client, exchange) -> {
                if (exchange.rank() == 2) {
                  while (client.aborted().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(10);
                  }
                  return null;
                }
                return exchange.exchange(empty(3));
              });
      Cause cause = tracker.awaitCause(Duration.ofSeconds(10)).orElseThrow();
      assertThat(cause.rank()).isEqualTo(2);
      assertThat(cause.sentence()).contains("sent no bytes for 0.5 s in exchange 0");
      for (Future<Object> rank : ranks.subList(0, 2)) {
        assertThatThrownBy(rank::get).cause().isInstanceOf(ExchangeException.class);
      }
    }
  }

  @Test
  void aWaitEndsSoonAfterTheAttemptIsAborted() throws Exception {
    try (Tracker tracker = tracker(2, false, Attempts.LIMITS)) {
      List<Future<Object>> ranks =
          Attempts.ranks(
              tracker.invitation(),
              2,
              (client, exchange) -> {
                if (exchange.rank() == 1) {
                  tracker.abort("the user has lost interest");
                  while (client.aborted().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(10);
                  }
                  assertThat(client.aborted()).contains("the user has lost interest");
                  TimeUnit.SECONDS.sleep(1);
                  return null;
                }
                return exchange.exchange(empty(2));
              });
      assertThatThrownBy(() -> ranks.get(0).get(900, TimeUnit.MILLISECONDS))
          .cause()
          .isInstanceOf(ExchangeException.class)
          .hasMessage("told to give up in exchange 0");
      assertThat(tracker.cause()).isEmpty();
    }
  }

  @Test
  void aMessageAboveTheLimitIsRefusedBeforeItIsSent() throws Exception {
    try (Tracker tracker = tracker(2, false, Attempts.LIMITS)) {
      List<Future<Object>> ranks =
          Attempts.ranks(
              tracker.invitation(),
              2,
              (client, exchange) -> {
                ByteBuffer[] messages = empty(2);
                messages[1 - exchange.rank()] =
                    ByteBuffer.allocate(Attempts.LIMITS.maxMessageBytes() + 1);
                return exchange.exchange(messages);
              });
      assertThatThrownBy(() -> ranks.get(0).get())
          .cause()
          .hasMessage("a message must have <= 67108864 bytes. Received: 67108865");
    }
  }

  private static ByteBuffer[] empty(int ranks) {
    ByteBuffer[] messages = new ByteBuffer[ranks];
    java.util.Arrays.setAll(messages, i -> ByteBuffer.allocate(0));
    return messages;
  }

  private static Tracker tracker(int tasks, boolean sealed, ExchangeLimits limits)
      throws Exception {
    return new Tracker(
        Attempts.TRACKER, Attempts.attempt(0, sealed), tasks, limits, new TrackerListener() {});
  }
}
