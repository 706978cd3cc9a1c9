package org.lockstep.driver.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.Wire;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.ExchangeException;

/**
 * Ranks that exchange over a full mesh of authenticated sockets. The caller's thread drives all of
 * them, sending and receiving at the same time, so that messages of any length cannot block each
 * other.
 */
public final class SocketExchange implements Exchange, AutoCloseable {
  private static final long LOOK_UP_MILLIS = 50;
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final int rank;
  private final int ranks;
  private final ExchangeLimits limits;
  private final BooleanSupplier cancelled;
  private final Selector selector;
  private final List<PeerLink> links = new ArrayList<>();
  private final Patience patience = new Patience();
  private long exchanges;
  private long idleNanos;
  private long idleSince;

  private SocketExchange(
      int rank, int ranks, ExchangeLimits limits, BooleanSupplier cancelled, Selector selector) {
    this.rank = rank;
    this.ranks = ranks;
    this.limits = limits;
    this.cancelled = cancelled;
    this.selector = selector;
  }

  /**
   * Connects this rank with all others and closes the listener.
   *
   * @param cancelled looked up at least every 100 ms while waiting, here and in every exchange
   * @throws ExchangeException naming the rank that is missing
   */
  public static SocketExchange connect(
      MeshListener listener,
      Attempt attempt,
      ExchangeLimits limits,
      Roster roster,
      int rank,
      BooleanSupplier cancelled) {
    Wire[] wires = Mesh.connect(listener, attempt, limits, roster, rank, cancelled);
    try {
      SocketExchange exchange =
          new SocketExchange(rank, wires.length, limits, cancelled, Selector.open());
      for (Rank peer : roster.ranks()) {
        if (peer.number() != rank) {
          exchange.links.add(
              new PeerLink(
                  peer,
                  wires[peer.number()],
                  exchange.selector,
                  attempt.number(),
                  rank,
                  limits.maxMessageBytes()));
        }
      }
      return exchange;
    } catch (IOException e) {
      for (Wire wire : wires) {
        Quietly.close(wire);
      }
      throw new ExchangeException(rank, "this rank's mesh could not be set up: " + e, e);
    }
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int ranks() {
    return ranks;
  }

  @Override
  public ByteBuffer[] exchange(ByteBuffer[] messages) {
    check(messages);
    long now = System.nanoTime();
    for (PeerLink link : links) {
      link.begin(messages[link.peer().number()], now);
    }
    long lookUp = now;
    while (!work(now)) {
      now = System.nanoTime();
      if (now - lookUp > LOOK_UP_MILLIS * 1_000_000) {
        lookUp = now;
        watch(now);
      }
    }
    exchanges++;
    ByteBuffer[] received = new ByteBuffer[ranks];
    received[rank] = EMPTY;
    for (PeerLink link : links) {
      received[link.peer().number()] = link.message();
    }
    return received;
  }

  private void check(ByteBuffer[] messages) {
    if (messages.length != ranks) {
      throw new IllegalArgumentException(
          "messages must be " + ranks + ", one a rank. Received: " + messages.length);
    }
    for (PeerLink link : links) {
      int bytes = messages[link.peer().number()].remaining();
      if (bytes > limits.maxMessageBytes()) {
        throw new IllegalArgumentException(
            "a message must have <= " + limits.maxMessageBytes() + " bytes. Received: " + bytes);
      }
    }
  }

  /** Moves what goes, and waits a little if nothing does; returns whether the exchange is over. */
  private boolean work(long now) {
    boolean moved = false;
    boolean done = true;
    for (PeerLink link : links) {
      if (!link.done()) {
        moved |= work(link, now);
        done &= link.done();
      }
    }
    if (moved || done) {
      if (idleSince != 0) {
        idleNanos += now - idleSince;
        idleSince = 0;
      }
      patience.moved(now);
      return done;
    }
    idleSince = idleSince == 0 ? now : idleSince;
    if (!patience.spin(now)) {
      sleep();
    }
    return done;
  }

  private boolean work(PeerLink link, long now) {
    try {
      return link.work(now);
    } catch (IOException e) {
      throw new ExchangeException(
          link.peer().number(),
          link.peer().title() + " was lost in exchange " + exchanges + ": " + e.getMessage(),
          e);
    }
  }

  private void sleep() {
    links.forEach(PeerLink::await);
    try {
      selector.select(LOOK_UP_MILLIS);
    } catch (IOException e) {
      throw new ExchangeException(rank, "this rank's selector failed: " + e, e);
    }
    selector.selectedKeys().clear();
  }

  private void watch(long now) {
    if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new ExchangeException(rank, "told to give up in exchange " + exchanges, null);
    }
    for (PeerLink link : links) {
      if (!link.done() && link.silence(now) > limits.silence().toNanos()) {
        throw new ExchangeException(
            link.peer().number(),
            link.peer().title()
                + " "
                + link.owes()
                + " for "
                + limits.silence().toMillis() / 1000.0
                + " s in exchange "
                + exchanges,
            null);
      }
    }
  }

  /** For how long, in all exchanges, nothing came or went. */
  public long idleNanos() {
    return idleNanos;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    links.forEach(PeerLink::close);
    Quietly.close(selector);
  }
}
