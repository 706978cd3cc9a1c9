package org.lockstep.driver.exchange.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Callers that have not proven anything yet. Few may wait at a time, each for a short time and with
 * a hundred bytes of memory; when the room is full the one that has waited longest must go, so that
 * silent strangers cannot keep members out (those call again).
 */
public final class WaitingRoom implements Closeable {
  private static final int ACCEPTED_AT_ONCE = 64;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Attempt attempt;
  private final Gate gate;
  private final Duration patience;
  private final int seats;
  private final Deque<AcceptingHandshake> waiting = new ArrayDeque<>();
  private long sentAway;

  /**
   * @param selector wakes its owner when someone calls or goes on; its keys here have no attachment
   * @param listener bound and non-blocking
   * @param patience how long a handshake may take
   * @param seats how many may wait
   */
  public WaitingRoom(
      Selector selector,
      ServerSocketChannel listener,
      Attempt attempt,
      Gate gate,
      Duration patience,
      int seats)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.attempt = attempt;
    this.gate = gate;
    this.patience = patience;
    this.seats = seats;
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Lets callers in, hears those who wait, sends away whom it must; returns the proven ones. */
  public List<Guest> attend() throws IOException {
    acceptCallers();
    List<Guest> guests = new ArrayList<>();
    long now = System.nanoTime();
    for (Iterator<AcceptingHandshake> all = waiting.iterator(); all.hasNext(); ) {
      AcceptingHandshake handshake = all.next();
      try {
        Guest guest = handshake.advance();
        if (guest != null) {
          guests.add(guest);
          all.remove();
        } else if (handshake.late(now)) {
          all.remove();
          sendAway(handshake);
        }
      } catch (IOException e) {
        all.remove();
        sendAway(handshake);
      }
    }
    return guests;
  }

  private void acceptCallers() throws IOException {
    for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
      SocketChannel caller = listener.accept();
      if (caller == null) {
        return;
      }
      caller.configureBlocking(false);
      caller.register(selector, SelectionKey.OP_READ);
      if (waiting.size() == seats) {
        sendAway(waiting.removeFirst());
      }
      long deadline = System.nanoTime() + patience.toNanos();
      waiting.addLast(new AcceptingHandshake(caller, attempt, gate, deadline));
    }
  }

  private void sendAway(AcceptingHandshake handshake) {
    sentAway++;
    Quietly.close(handshake.channel());
  }

  /** Callers that proved nothing and were sent away. */
  public long sentAway() {
    return sentAway;
  }

  /** Sends everyone away and closes the listener. */
  @Override
  public void close() {
    waiting.forEach(this::sendAway);
    waiting.clear();
    Quietly.close(listener);
  }
}
