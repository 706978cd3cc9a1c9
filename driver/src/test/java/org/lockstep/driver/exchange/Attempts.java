package org.lockstep.driver.exchange;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.AttemptToken;

/** Attempts whose ranks are threads of this JVM with real sockets on the loopback address. */
final class Attempts {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  static final TrackerAddress TRACKER = TrackerAddress.of(LOOPBACK);

  /** Short times for tests: nothing that goes well comes near them. */
  static final ExchangeLimits LIMITS =
      new ExchangeLimits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          Duration.ofMillis(300),
          1 << 26);

  private Attempts() {}

  /** What one rank does with its connections. */
  interface Body<T> {
    T run(TrackerClient client, SocketExchange exchange) throws Exception;
  }

  static Attempt attempt(int number, boolean sealed) {
    return new Attempt("runs/airline", number, AttemptToken.random(), sealed);
  }

  /** Task i of as many JVMs as tasks, with one worker and 10 + i rows. */
  static Join join(int partition, int port) {
    return new Join(
        partition,
        "jvm-" + partition,
        LOOPBACK.getHostAddress(),
        port,
        partition,
        partition + 1,
        List.of(10L + partition));
  }

  /** Joins as a task that is a rank of its own, connects and runs; fails as a real task would. */
  static <T> T rank(Invitation invitation, int partition, Body<T> body) throws Exception {
    try (MeshListener listener = MeshListener.open(LOOPBACK);
        TrackerClient client =
            TrackerClient.join(invitation, join(partition, listener.port()), () -> false)) {
      try (SocketExchange exchange =
          SocketExchange.connect(
              listener,
              invitation.attempt(),
              invitation.limits(),
              client.roster(),
              client.rank().number(),
              () -> client.aborted().isPresent())) {
        T result = body.run(client, exchange);
        client.finished();
        return result;
      } catch (Throwable e) {
        client.fail(e, "in the test");
        throw e;
      }
    }
  }

  /** Runs all ranks at once; what each returned or threw. */
  static <T> List<Future<T>> ranks(Invitation invitation, int count, Body<T> body)
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int partition = i;
        all.add(threads.submit(() -> rank(invitation, partition, body)));
      }
      return all;
    } finally {
      threads.shutdown();
    }
  }
}
