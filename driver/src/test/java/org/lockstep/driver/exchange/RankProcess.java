package org.lockstep.driver.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lockstep.trainer.exchange.Exchange;

/** A rank in a JVM of its own: joins, exchanges until it is told to stop, or fails as told. */
public final class RankProcess {
  private static final int MESSAGE_BYTES = 200_000;

  private RankProcess() {}

  /** What a child is told on its standard input, as a closure would be. */
  private record Orders(Invitation invitation, int partition, int failAt) implements Serializable {}

  /**
   * Starts a child.
   *
   * @param failAt the exchange in which it runs out of memory, or −1
   */
  static Process start(Invitation invitation, int partition, int failAt) throws Exception {
    String classPath =
        Stream.of(RankProcess.class, SocketExchange.class, Exchange.class)
            .map(RankProcess::home)
            .distinct()
            .collect(Collectors.joining(System.getProperty("path.separator")));
    ByteArrayOutputStream orders = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(orders)) {
      out.writeObject(new Orders(invitation, partition, failAt));
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process child =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath,
                    RankProcess.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    child.getOutputStream().write(Base64.getEncoder().encode(orders.toByteArray()));
    child.getOutputStream().close();
    return child;
  }

  private static String home(Class<?> type) {
    return Path.of(
            java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /** The child's life. */
  public static void main(String[] arguments) throws Exception {
    byte[] bytes = Base64.getDecoder().decode(System.in.readAllBytes());
    Orders orders;
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      orders = (Orders) in.readObject();
    }
    Attempts.rank(
        orders.invitation(),
        orders.partition(),
        (client, exchange) -> exchangeForever(client, exchange, orders.failAt()));
  }

  /** Exchanges until something ends it; rank 0 reports every exchange. */
  static Void exchangeForever(TrackerClient client, SocketExchange exchange, int failAt)
      throws IOException {
    for (int i = 0; ; i++) {
      if (i == failAt) {
        throw new OutOfMemoryError("Java heap space");
      }
      ByteBuffer[] messages = new ByteBuffer[exchange.ranks()];
      Arrays.setAll(messages, to -> ByteBuffer.allocate(MESSAGE_BYTES));
      exchange.exchange(messages);
      if (exchange.rank() == 0) {
        client.report((byte) 1, ByteBuffer.allocate(4).putInt(0, i));
      }
    }
  }
}
