package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;

/** A waiting room on the loopback address that one thread attends together with its callers. */
final class Handshakes implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMillis(500);

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  final WaitingRoom room;
  final InetSocketAddress address;

  Handshakes(Attempt attempt, int seats) throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    listener.configureBlocking(false);
    address = (InetSocketAddress) listener.getLocalAddress();
    Gate gate =
        introduction ->
            introduction.from() >= 0 && introduction.from() < 8
                ? Refusal.NONE
                : Refusal.NO_SUCH_PLACE;
    room = new WaitingRoom(selector, listener, attempt, gate, PATIENCE, seats);
  }

  static Attempt attempt(String run, int number, AttemptToken token, boolean sealed) {
    return new Attempt(run, number, token, sealed);
  }

  static Introduction task(int partition) {
    return new Introduction(Introduction.Role.TASK, partition, Introduction.DRIVER);
  }

  /** Both ends of a connection. */
  record Pair(Wire caller, Wire called) {}

  /** Calls as {@code attempt} until there is a connection; throws what the caller sees. */
  Pair call(Attempt attempt, int partition) throws IOException {
    return call(address, attempt, partition);
  }

  Pair call(InetSocketAddress to, Attempt attempt, int partition) throws IOException {
    try (Caller caller =
        new Caller(to, attempt, task(partition), PATIENCE, PATIENCE.multipliedBy(2))) {
      Wire ours = null;
      Wire theirs = null;
      long deadline = System.nanoTime() + 5_000_000_000L;
      while (ours == null || theirs == null) {
        ours = ours == null ? caller.advance() : ours;
        List<Guest> guests = room.attend();
        theirs = guests.isEmpty() ? theirs : guests.get(0).wire();
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("no end of the handshake");
        }
      }
      return new Pair(ours, theirs);
    }
  }

  @Override
  public void close() throws IOException {
    room.close();
    selector.close();
  }
}
