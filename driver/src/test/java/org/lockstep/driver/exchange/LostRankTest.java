package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.exchange.ExchangeException;

/** Rank 1 of three is a JVM of its own that dies, hangs or fails in the middle of exchanges. */
@Timeout(90)
class LostRankTest {
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final AtomicInteger exchanges = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Process child;

  @AfterEach
  void end() {
    threads.shutdownNow();
    child.destroyForcibly();
  }

  private Tracker run(boolean sealed, int failAt, List<Future<Void>> survivors) throws Exception {
    TrackerListener listener =
        new TrackerListener() {
          @Override
          public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
            exchanges.set(part.getInt(0));
          }
        };
    Tracker tracker =
        new Tracker(
            Attempts.TRACKER,
            Attempts.attempt(0, sealed),
            3,
            Attempts.LIMITS.withSilence(SILENCE),
            listener);
    Invitation invitation = tracker.invitation();
    child = RankProcess.start(invitation, 1, failAt);
    for (int partition : new int[] {0, 2}) {
      survivors.add(
          threads.submit(
              () ->
                  Attempts.rank(
                      invitation,
                      partition,
                      (client, exchange) -> RankProcess.exchangeForever(client, exchange, -1))));
    }
    return tracker;
  }

  private void awaitExchanges() {
    await().atMost(Duration.ofSeconds(30)).until(() -> exchanges.get() > 20);
  }

  private static void assertAllEnd(List<Future<Void>> survivors, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    for (Future<Void> survivor : survivors) {
      assertThatThrownBy(() -> survivor.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
          .cause()
          .isInstanceOf(ExchangeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aKilledRankIsTheCauseAtOnce(boolean sealed) throws Exception {
    List<Future<Void>> survivors = new ArrayList<>();
    try (Tracker tracker = run(sealed, -1, survivors)) {
      awaitExchanges();
      child.destroyForcibly(); // kill -9
      assertAllEnd(survivors, Duration.ofSeconds(2));
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.rank()).isEqualTo(1);
      assertThat(cause.sentence()).startsWith("rank 1 on 127.0.0.1 (partition 1) was lost: ");
    }
  }

  @Test
  void aStoppedRankIsTheCauseAfterTheSilence() throws Exception {
    List<Future<Void>> survivors = new ArrayList<>();
    try (Tracker tracker = run(false, -1, survivors)) {
      awaitExchanges();
      new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start().waitFor();
      assertAllEnd(survivors, SILENCE.plusSeconds(3));
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.rank()).isEqualTo(1);
      assertThat(cause.sentence())
          .startsWith("rank 1 on 127.0.0.1:")
          .contains(" failed its peers; rank ")
          .contains("bytes for 2.0 s in exchange ");
    }
  }

  @Test
  void aRanksOwnFailureIsTheCauseAndNotWhatItsPeersSee() throws Exception {
    List<Future<Void>> survivors = new ArrayList<>();
    try (Tracker tracker = run(false, 30, survivors)) {
      assertAllEnd(survivors, Duration.ofSeconds(40));
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.sentence())
          .isEqualTo(
              "rank 1 on 127.0.0.1 (partition 1) reported OutOfMemoryError: Java heap space"
                  + " (in the test)");
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
