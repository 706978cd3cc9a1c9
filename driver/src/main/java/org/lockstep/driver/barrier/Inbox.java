package org.lockstep.driver.barrier;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lockstep.driver.exchange.Member;
import org.lockstep.driver.exchange.TrackerListener;

/** Puts the ranks' letters together, on the tracker's thread, for the driver's thread to read. */
final class Inbox implements TrackerListener {
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final Map<Sender, List<byte[]>> begun = new HashMap<>();

  /** Of letters of a kind, one at a time. */
  private record Sender(int rank, byte kind) {}

  @Override
  public void reported(Member from, byte kind, ByteBuffer part, boolean last) {
    if (from.rank() != 0 && kind != Letter.TIMES) {
      throw new IllegalStateException("only rank 0 reports. Received: a report of " + from.title());
    }
    Sender sender = new Sender(from.rank(), kind);
    byte[] next = new byte[part.remaining()];
    part.get(next);
    begun.computeIfAbsent(sender, unseen -> new ArrayList<>()).add(next);
    if (last) {
      letters.add(new Letter(from.rank(), kind, whole(begun.remove(sender))));
    }
  }

  /** A state may be a gigabyte: it is copied once, when its length is known. */
  private static byte[] whole(List<byte[]> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    long length = parts.stream().mapToLong(part -> part.length).sum();
    ByteBuffer letter = ByteBuffer.allocate(Math.toIntExact(length));
    parts.forEach(letter::put);
    return letter.array();
  }

  /** The oldest letter, or null if none comes in that time. */
  Letter next(long millis) throws InterruptedException {
    return letters.poll(millis, TimeUnit.MILLISECONDS);
  }
}
