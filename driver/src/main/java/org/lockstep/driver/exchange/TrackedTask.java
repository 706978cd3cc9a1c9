package org.lockstep.driver.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import org.lockstep.driver.exchange.wire.FrameKind;
import org.lockstep.driver.exchange.wire.FrameReader;
import org.lockstep.driver.exchange.wire.Introduction;
import org.lockstep.driver.exchange.wire.MessageWriter;
import org.lockstep.driver.exchange.wire.Quietly;
import org.lockstep.driver.exchange.wire.Wire;

/** The tracker's side of one task's connection. */
final class TrackedTask {
  /** Hears whole frames. */
  interface Frames {
    void frame(TrackedTask task, FrameKind kind, boolean last, ByteBuffer payload)
        throws IOException;
  }

  private static final int MAX_FRAME_BYTES = ReportStream.PART_BYTES + 1;
  private static final int FRAMES_AT_ONCE = 32;
  private static final int MAX_REASON_BYTES = 8192;

  private final Wire wire;
  private final SelectionKey key;
  private final FrameReader reader;
  private final OutgoingFrames outgoing;
  private Member member;
  private Join join;
  private boolean finished;
  private boolean gone;
  private boolean silent;
  private boolean heard = true;
  private long lastProgress = System.nanoTime();

  TrackedTask(Wire wire, SelectionKey key, int attempt, Member member) {
    this.wire = wire;
    this.key = key;
    this.member = member;
    reader = new FrameReader(attempt, member.partition(), MAX_FRAME_BYTES);
    outgoing = new OutgoingFrames(attempt, Introduction.DRIVER);
    key.attach(this);
  }

  Member member() {
    return member;
  }

  /** What the task said when it joined, or null. */
  Join join() {
    return join;
  }

  void joined(Join said) {
    join = said;
    member = new Member(member.rank(), member.partition(), said.host());
  }

  void ranked(int rank) {
    member = new Member(rank, member.partition(), member.host());
  }

  void finish() {
    finished = true;
  }

  boolean finished() {
    return finished;
  }

  boolean gone() {
    return gone;
  }

  /** It broke off by saying nothing for too long, so its process may still be there. */
  void fellSilent() {
    silent = true;
  }

  /** Whether the task may still hold its slot. */
  boolean holdsOn() {
    return join != null && (silent || !gone);
  }

  void send(FrameKind kind, ByteBuffer payload) {
    outgoing.add(new OutgoingFrames.Frame(kind, true, payload));
  }

  void abort(String reason) {
    send(FrameKind.ABORT, new MessageWriter().text(reason, MAX_REASON_BYTES).message());
  }

  /**
   * Reads and writes what goes without waiting.
   *
   * @param hears whether to read; while nobody does, the task comes to wait
   * @return whether there may be more to read at once
   */
  boolean work(Frames frames, boolean hears) throws IOException {
    heard = hears;
    if (!hears) {
      lastProgress = System.nanoTime(); // it is not the task that is silent
    }
    boolean more = hears && receive(frames);
    write();
    return more;
  }

  /** Writes what the socket takes without waiting. */
  void write() throws IOException {
    if (outgoing.write(wire) > 0) {
      lastProgress = System.nanoTime();
    }
    if (key.isValid()) {
      boolean waits = !outgoing.empty(wire);
      key.interestOps((heard ? SelectionKey.OP_READ : 0) | (waits ? SelectionKey.OP_WRITE : 0));
    }
  }

  private boolean receive(Frames frames) throws IOException {
    for (int i = 0; i < FRAMES_AT_ONCE; i++) {
      if (reader.read(wire) > 0) {
        lastProgress = System.nanoTime();
      }
      if (!reader.complete()) {
        return false;
      }
      frames.frame(this, reader.kind(), reader.last(), reader.payload());
    }
    return true;
  }

  /** Why the connection must end at this moment, or null. */
  String overdue(long now, ExchangeLimits limits) {
    long idle = now - lastProgress;
    if (join == null && idle > limits.handshake().toNanos()) {
      return "did not say who it is within " + seconds(limits.handshake());
    }
    if (idle > limits.silence().toNanos()) {
      if (reader.midway()) {
        return "stopped in the middle of a message for " + seconds(limits.silence());
      }
      if (!outgoing.empty(wire)) {
        return "took no message for " + seconds(limits.silence());
      }
    }
    return null;
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  /** Writes what the socket still takes at once, before it is closed. */
  void sayLastWords() {
    try {
      outgoing.write(wire);
    } catch (IOException e) {
      // Nobody listens any more.
    }
  }

  void leave() {
    gone = true;
    Quietly.close(wire);
  }
}
