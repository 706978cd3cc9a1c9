package org.lockstep.driver.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.FrameWriter;
import org.lockstep.driver.exchange.wire.Wire;

/** Frames that wait for a socket, in order. One thread uses it. */
final class OutgoingFrames {
  /** One frame. */
  record Frame(FrameKind kind, boolean last, ByteBuffer payload) {
    static Frame of(FrameKind kind) {
      return new Frame(kind, true, ByteBuffer.allocate(0));
    }
  }

  private final FrameWriter writer;
  private final Deque<Frame> waiting = new ArrayDeque<>();

  OutgoingFrames(int attempt, int sender) {
    writer = new FrameWriter(attempt, sender);
  }

  void add(Frame frame) {
    waiting.add(frame);
  }

  /** Writes what the socket takes; returns the bytes that moved. */
  long write(Wire wire) throws IOException {
    long moved = 0;
    while (true) {
      if (writer.complete(wire)) {
        Frame next = waiting.poll();
        if (next == null) {
          return moved;
        }
        writer.begin(next.kind(), next.last(), next.payload());
      }
      moved += writer.write(wire);
      if (!writer.complete(wire)) {
        return moved;
      }
    }
  }

  boolean empty(Wire wire) {
    return waiting.isEmpty() && writer.complete(wire);
  }
}
