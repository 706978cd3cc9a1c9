package org.lockstep.driver.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.FrameReader;
import org.lockstep.driver.exchange.wire.FrameWriter;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.Wire;

/** One rank's connection to another during exchanges: one message each way at a time. */
final class PeerLink {
  private final Rank peer;
  private final Wire wire;
  private final SelectionKey key;
  private final FrameReader reader;
  private final FrameWriter writer;
  private boolean sent = true;
  private boolean received = true;
  private long lastProgress;

  PeerLink(Rank peer, Wire wire, Selector selector, int attempt, int rank, int maxBytes)
      throws IOException {
    this.peer = peer;
    this.wire = wire;
    key = wire.channel().register(selector, 0);
    reader = new FrameReader(attempt, peer.number(), maxBytes);
    writer = new FrameWriter(attempt, rank);
  }

  Rank peer() {
    return peer;
  }

  void begin(ByteBuffer message, long now) {
    writer.begin(FrameKind.MESSAGE, true, message.duplicate());
    sent = false;
    received = false;
    lastProgress = now;
  }

  /** Moves what goes without waiting, both ways; returns whether anything moved. */
  boolean work(long now) throws IOException {
    boolean moved = false;
    if (!sent) {
      moved = writer.write(wire) > 0;
      sent = writer.complete(wire);
    }
    if (!received) {
      moved |= reader.read(wire) > 0;
      received = reader.complete();
      if (received && reader.kind() != FrameKind.MESSAGE) {
        throw new ProtocolException("a rank must not send " + reader.kind());
      }
    }
    if (moved) {
      lastProgress = now;
    }
    return moved;
  }

  boolean done() {
    return sent && received;
  }

  /** Has the selector wake for what is still to come, and for nothing else. */
  void await() {
    int operations = (sent ? 0 : SelectionKey.OP_WRITE) | (received ? 0 : SelectionKey.OP_READ);
    if (key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  /** Nanoseconds since bytes moved last. */
  long silence(long now) {
    return now - lastProgress;
  }

  /** What the peer owes, for messages. */
  String owes() {
    return received ? "took no bytes" : "sent no bytes";
  }

  /** The message that came, until the next exchange. */
  ByteBuffer message() {
    return reader.payload();
  }

  void close() {
    Quietly.close(wire);
  }
}
