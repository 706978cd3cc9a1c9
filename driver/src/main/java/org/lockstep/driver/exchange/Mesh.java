package org.lockstep.driver.exchange;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.lockstep.driver.exchange.wire.Attempt;
import org.lockstep.driver.exchange.wire.Caller;
import org.lockstep.driver.exchange.wire.Gate;
import org.lockstep.driver.exchange.wire.Guest;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.Refusal;
import org.lockstep.driver.exchange.wire.WaitingRoom;
import org.lockstep.driver.exchange.wire.Wire;
import org.lockstep.trainer.exchange.ExchangeException;

/** Connects one rank with all others: it calls the lower ranks and listens to the higher ones. */
final class Mesh implements Gate {
  private static final int EXTRA_SEATS = 64;

  private final Attempt attempt;
  private final ExchangeLimits limits;
  private final Roster roster;
  private final int rank;
  private final Wire[] wires;

  private Mesh(Attempt attempt, ExchangeLimits limits, Roster roster, int rank) {
    this.attempt = attempt;
    this.limits = limits;
    this.roster = roster;
    this.rank = rank;
    wires = new Wire[roster.ranks().size()];
  }

  /**
   * Connects, then closes the listener: nobody else may call.
   *
   * @return one wire a rank, null for this one
   * @throws ExchangeException naming who is missing
   */
  static Wire[] connect(
      MeshListener listener,
      Attempt attempt,
      ExchangeLimits limits,
      Roster roster,
      int rank,
      BooleanSupplier cancelled) {
    Mesh mesh = new Mesh(attempt, limits, roster, rank);
    try {
      mesh.connect(listener, cancelled);
      return mesh.wires;
    } catch (ExchangeException e) {
      mesh.hangUp();
      throw e;
    } catch (IOException e) {
      mesh.hangUp();
      throw new ExchangeException(rank, "this rank's mesh could not be set up: " + e, e);
    }
  }

  private void connect(MeshListener listener, BooleanSupplier cancelled) throws IOException {
    List<Caller> callers = new ArrayList<>();
    long deadline = System.nanoTime() + limits.join().toNanos();
    try (Selector selector = Selector.open();
        WaitingRoom room =
            new WaitingRoom(
                selector,
                listener.socket(),
                attempt,
                this,
                limits.handshake(),
                wires.length + EXTRA_SEATS)) {
      for (int lower = 0; lower < rank; lower++) {
        callers.add(caller(lower));
      }
      while (missing() >= 0) {
        for (Guest guest : room.attend()) {
          seat(guest);
        }
        callers.removeIf(this::reached);
        if (cancelled.getAsBoolean() || Thread.currentThread().isInterrupted()) {
          throw new ExchangeException(rank, "told to give up while connecting the ranks", null);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new ExchangeException(
              missing(),
              roster.ranks().get(missing()).title()
                  + " did not connect with rank "
                  + rank
                  + " within "
                  + limits.join().toMillis() / 1000.0
                  + " s",
              null);
        }
        selector.select(1);
        selector.selectedKeys().clear();
      }
    } finally {
      callers.forEach(Caller::close);
    }
  }

  private Caller caller(int other) {
    Rank called = roster.ranks().get(other);
    return new Caller(
        new InetSocketAddress(called.host(), called.port()),
        attempt,
        new Introduction(Introduction.Role.RANK, rank, other),
        limits.handshake(),
        limits.join());
  }

  private boolean reached(Caller caller) {
    int other = caller.introduction().to();
    try {
      wires[other] = caller.advance();
      return wires[other] != null;
    } catch (IOException e) {
      throw new ExchangeException(
          other,
          roster.ranks().get(other).title()
              + " could not be reached from rank "
              + rank
              + ": "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public Refusal check(Introduction introduction) {
    int from = introduction.from();
    if (introduction.role() != Introduction.Role.RANK
        || introduction.to() != rank
        || from <= rank
        || from >= wires.length) {
      return Refusal.NO_SUCH_PLACE;
    }
    return wires[from] == null ? Refusal.NONE : Refusal.TAKEN;
  }

  private void seat(Guest guest) {
    int from = guest.introduction().from();
    if (wires[from] == null) {
      wires[from] = guest.wire();
    } else {
      Quietly.close(guest.wire()); // two proved the same rank at once: the first keeps it
    }
  }

  /** The lowest rank that is not connected, or −1. */
  private int missing() {
    for (int other = 0; other < wires.length; other++) {
      if (other != rank && wires[other] == null) {
        return other;
      }
    }
    return -1;
  }

  private void hangUp() {
    for (Wire wire : wires) {
      Quietly.close(wire);
    }
  }
}
