package org.lockstep.driver.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.lockstep.driver.exchange.ExchangeLimits;
import org.lockstep.driver.exchange.Invitation;
import org.lockstep.driver.exchange.Join;
import org.lockstep.driver.exchange.MeshListener;
import org.lockstep.driver.exchange.SocketExchange;
import org.lockstep.driver.exchange.Tracker;
import org.lockstep.driver.exchange.TrackerAddress;
import org.lockstep.driver.exchange.TrackerClient;
import org.lockstep.driver.exchange.TrackerListener;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.AttemptToken;

/**
 * Two JVMs on the loopback address, one thread each: what a step's exchange costs, with the copies
 * between float arrays and messages and the addition, since a step pays them too.
 *
 * <p>Prints lines {@code row {…}} of JSON: median and 95th percentile in milliseconds, plain and
 * encrypted.
 */
public final class ExchangeBench {
  private static final int WEIGHTS = 320_259;
  private static final int SPARSE_BYTES = 300 << 10;
  private static final int WARM = 600;
  private static final int STEPS = 1000;

  private ExchangeBench() {}

  /** One rank's buffers and what it does in a step. */
  private static final class Rank {
    private final SocketExchange exchange;
    private final float[] weights = new float[WEIGHTS];
    private final float[] theirs = new float[WEIGHTS];
    private final ByteBuffer out = ByteBuffer.allocateDirect(Float.BYTES * WEIGHTS);
    private final ByteBuffer[] messages = new ByteBuffer[2];
    private final int other;

    Rank(SocketExchange exchange) {
      this.exchange = exchange;
      other = 1 - exchange.rank();
      for (int i = 0; i < WEIGHTS; i++) {
        weights[i] = 1e-3f * i;
      }
      out.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer swap(int bytes) {
      messages[other] = out.clear().limit(bytes);
      return exchange.exchange(messages)[other].order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Everyone's whole gradient to everyone. */
    void gather() {
      out.clear().asFloatBuffer().put(weights);
      swap(Float.BYTES * WEIGHTS).asFloatBuffer().get(theirs);
    }

    /** Rows of a sparse layer. */
    void sparse() {
      out.clear().asFloatBuffer().put(weights, 0, SPARSE_BYTES / Float.BYTES);
      swap(SPARSE_BYTES).asFloatBuffer().get(theirs, 0, SPARSE_BYTES / Float.BYTES);
    }

    /** Each sums its half of both gradients, then gets the other half's sums. */
    void reduce() {
      int half = WEIGHTS / 2;
      int mine = exchange.rank() * half;
      out.clear().asFloatBuffer().put(weights, other * half, half);
      swap(Float.BYTES * half).asFloatBuffer().get(theirs, 0, half);
      for (int i = 0; i < half; i++) {
        weights[mine + i] = 0.5f * (weights[mine + i] + theirs[i]);
      }
      out.clear().asFloatBuffer().put(weights, mine, half);
      swap(Float.BYTES * half).asFloatBuffer().get(weights, other * half, half);
    }

    /** The smallest exchange: what waiting costs. */
    void ping() {
      swap(4);
    }
  }

  /** No argument: measures. The other rank gets its invitation on its standard input. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0) {
      byte[] bytes = Base64.getDecoder().decode(System.in.readAllBytes());
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        run((Invitation) in.readObject(), 1, "");
      }
      return;
    }
    for (boolean sealed : new boolean[] {false, true}) {
      Attempt attempt = new Attempt("bench", 0, AttemptToken.random(), sealed);
      try (Tracker tracker =
          new Tracker(
              TrackerAddress.of(InetAddress.getLoopbackAddress()),
              attempt,
              2,
              ExchangeLimits.DEFAULTS,
              new TrackerListener() {})) {
        Process peer = peer(tracker.invitation());
        run(tracker.invitation(), 0, sealed ? "-encrypted" : "");
        peer.waitFor();
      }
    }
  }

  private static Process peer(Invitation invitation) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(invitation);
    }
    Process peer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    ExchangeBench.class.getName(),
                    "peer"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    peer.getOutputStream().write(Base64.getEncoder().encode(bytes.toByteArray()));
    peer.getOutputStream().close();
    return peer;
  }

  private static void run(Invitation invitation, int partition, String suffix) throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    MeshListener listener = MeshListener.open(loopback);
    Join join =
        new Join(
            partition,
            "jvm" + partition,
            listener.host(),
            listener.port(),
            partition,
            partition + 1,
            List.of());
    try (TrackerClient client = TrackerClient.join(invitation, join, () -> false);
        SocketExchange exchange =
            SocketExchange.connect(
                listener,
                invitation.attempt(),
                invitation.limits(),
                client.roster(),
                partition,
                () -> client.aborted().isPresent())) {
      Rank rank = new Rank(exchange);
      measure("exchange-ping" + suffix, rank::ping, partition);
      measure("exchange-sparse-300KiB" + suffix, rank::sparse, partition);
      measure("exchange-gather-320259" + suffix, rank::gather, partition);
      measure("exchange-reduce-320259" + suffix, rank::reduce, partition);
      client.finished();
    }
  }

  private static void measure(String name, Runnable step, int partition) {
    for (int i = 0; i < WARM; i++) {
      step.run();
    }
    long[] nanos = new long[STEPS];
    for (int i = 0; i < STEPS; i++) {
      long start = System.nanoTime();
      step.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    if (partition == 0) {
      row(name, nanos[STEPS / 2], name.equals("exchange-reduce-320259") ? "1.5" : "null");
      row(name + "-95th", nanos[STEPS * 95 / 100], "null");
    }
  }

  private static void row(String name, long nanos, String limit) {
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"%s\", \"value\": %.4f, \"limit\": %s, \"unit\": \"ms\"}%n",
        name,
        nanos / 1e6,
        limit);
  }
}
