package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.exchange.ExchangeException;

/**
 * Two ranks whose connections stay open while the network between them delivers nothing more, in
 * the middle of a message.
 */
@Timeout(90)
class StalledNetworkTest {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final ExchangeLimits LIMITS = Attempts.LIMITS.withSilence(SILENCE);

  private final AtomicInteger exchanges = new AtomicInteger();
  private final TrackerListener counting =
      new TrackerListener() {
        @Override
        public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
          exchanges.set(part.getInt(0));
        }
      };

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothSidesEndAndTheRankThatIsCutOffIsTheCause(boolean cutOffFromTheDriver) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Tracker tracker =
            new Tracker(Attempts.TRACKER, Attempts.attempt(0, false), 2, LIMITS, counting);
        MeshListener zero = MeshListener.open(Attempts.LOOPBACK);
        MeshListener one = MeshListener.open(Attempts.LOOPBACK);
        StallingProxy toZero = new StallingProxy(zero.port());
        StallingProxy toOne = new StallingProxy(one.port());
        StallingProxy toDriver = new StallingProxy(tracker.invitation().port())) {
      Invitation near = tracker.invitation();
      Invitation far = new Invitation(near.attempt(), near.host(), toDriver.port(), near.limits());
      Future<?> first = threads.submit(() -> exchangeForever(near, 0, zero, toZero.port()));
      Future<?> second = threads.submit(() -> exchangeForever(far, 1, one, toOne.port()));
      await().atMost(Duration.ofSeconds(30)).until(() -> exchanges.get() > 20);
      if (cutOffFromTheDriver) {
        toDriver.stall();
      }
      toZero.stall();
      toOne.stall();
      for (Future<?> rank : new Future<?>[] {first, second}) {
        assertThatThrownBy(() -> rank.get(SILENCE.toSeconds() + 5, TimeUnit.SECONDS))
            .cause()
            .isInstanceOf(ExchangeException.class);
      }
      Cause cause = tracker.awaitCause(Duration.ofSeconds(5)).orElseThrow();
      assertThat(cause.sentence()).contains("bytes for 1.0 s in exchange ");
      if (cutOffFromTheDriver) {
        assertThat(cause.rank()).isEqualTo(1);
        assertThat(cause.sentence()).startsWith("rank 1 on 127.0.0.1:");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void exchangeForever(
      Invitation invitation, int partition, MeshListener listener, int port) throws Exception {
    try (TrackerClient client =
        TrackerClient.join(invitation, Attempts.join(partition, port), () -> false)) {
      try (SocketExchange exchange =
          SocketExchange.connect(
              listener,
              invitation.attempt(),
              invitation.limits(),
              client.roster(),
              client.rank().number(),
              () -> client.aborted().isPresent())) {
        return RankProcess.exchangeForever(client, exchange, -1);
      } catch (Throwable e) {
        client.fail(e, "in the test");
        throw e;
      }
    }
  }
}
