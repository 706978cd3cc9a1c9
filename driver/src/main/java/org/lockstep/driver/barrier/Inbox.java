package org.lockstep.driver.barrier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.lockstep.driver.exchange.Member;
import org.lockstep.driver.exchange.TrackerListener;
import org.lockstep.driver.exchange.wire.ProtocolException;

/** Puts the ranks' letters together, on the tracker's thread, for the driver's thread to read. */
final class Inbox implements TrackerListener {
  /** Unread ones beyond which nobody's next is taken: a sender waits, and so does its training. */
  private static final int MOST_LETTERS = 4096;

  private static final long MOST_BYTES = 1L << 26;

  /** An array's. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private final int longest;

  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final AtomicLong unreadBytes = new AtomicLong();
  private final Map<Sender, Draft> begun = new HashMap<>();

  Inbox() {
    this(LONGEST);
  }

  /**
   * @param longest bytes that a letter may have
   */
  Inbox(int longest) {
    this.longest = longest;
  }

  /** Of letters of a kind, one at a time. */
  private record Sender(int rank, byte kind) {}

  /**
   * States are larger than all that may lie here unread: one, whole or in part, is always taken.
   */
  @Override
  public boolean hasRoom() {
    return letters.size() < MOST_LETTERS && unreadBytes.get() < MOST_BYTES;
  }

  @Override
  public void reported(Member from, byte kind, ByteBuffer part, boolean last)
      throws ProtocolException {
    if (from.rank() != 0 && kind != Letter.TIMES) {
      throw new ProtocolException("only rank 0 reports. Received: a report of " + from.title());
    }
    Sender sender = new Sender(from.rank(), kind);
    Draft draft = begun.computeIfAbsent(sender, unseen -> new Draft());
    if (draft.length + part.remaining() > longest) {
      begun.remove(sender); // nobody will read what came of it
      throw new ProtocolException(
          "a letter must have at most %,d bytes. Received: more".formatted(longest));
    }
    byte[] next = new byte[part.remaining()];
    part.get(next);
    draft.add(next);
    if (last) {
      byte[] bytes = begun.remove(sender).whole();
      unreadBytes.addAndGet(bytes.length);
      letters.add(new Letter(from.rank(), kind, bytes));
    }
  }

  /** What has come of a letter. */
  private static final class Draft {
    private final List<byte[]> parts = new ArrayList<>();
    private long length;

    void add(byte[] part) {
      length += part.length;
      parts.add(part);
    }

    /** A state may be a gigabyte: it is copied once, when its length is known. */
    byte[] whole() {
      if (parts.size() == 1) {
        return parts.get(0);
      }
      ByteBuffer letter = ByteBuffer.allocate((int) length);
      parts.forEach(letter::put);
      return letter.array();
    }
  }

  /** The oldest letter, or null if none comes in that time. */
  Letter next(long millis) throws InterruptedException {
    Letter letter = letters.poll(millis, TimeUnit.MILLISECONDS);
    if (letter != null) {
      unreadBytes.addAndGet(-letter.bytes().length);
    }
    return letter;
  }
}
