package org.lockstep.trainer.rank;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.exchange.WireValues;
import org.lockstep.trainer.step.Wish;

/**
 * What ranks tell each other in a step, one message each: the wish, the bounds, the totals, the
 * rows that the step touches and the small blocks, which are the same for all, then the receiver's
 * share of the large blocks. Rows that have owners are in the owner's message alone, before its
 * share.
 */
final class StepMessages {
  private final Exchange exchange;
  private final Outbox outbox;
  private final Inbox inbox;
  private final RankBounds bounds;
  private final RankTotals totals;
  private final RankBlocks small;
  private final RankBlocks large;

  /** Null where the first kernel has no rows to tell apart. */
  private final RowSlots touched;

  private final boolean owned;
  private final Runnable mergeOwn;

  /** Where each rank's message starts, and its share of the large blocks in it. */
  private final int[] starts;

  private final int[] sharesFrom;
  private Wish agreed = Wish.NONE;

  /**
   * @param rows null where the first kernel has no rows to tell apart
   * @param mergeOwn merges this rank's parts of rows and blocks; rows are put where {@link
   *     RowSlots#write} has left room for them
   */
  StepMessages(
      Exchange exchange,
      Outbox outbox,
      Inbox inbox,
      RankBounds bounds,
      RankTotals totals,
      RankRowUpdates rows,
      RankBlockUpdates blocks,
      Runnable mergeOwn) {
    this.exchange = exchange;
    this.outbox = outbox;
    this.inbox = inbox;
    this.bounds = bounds;
    this.totals = totals;
    this.small = blocks.small();
    this.large = blocks.large();
    this.touched = rows == null ? null : rows.slots();
    this.owned = rows != null && rows.haveOwners();
    this.mergeOwn = mergeOwn;
    this.starts = new int[exchange.ranks()];
    this.sharesFrom = new int[exchange.ranks()];
  }

  /** Sends this rank's parts of a step, and reads those of the others; to be merged then. */
  void exchange(Wish wish) {
    read(exchange.exchange(messages(wish)), wish);
  }

  /** The strongest of all ranks' wishes at the last exchange. */
  Wish agreed() {
    return agreed;
  }

  /** What this rank tells all others, followed by what it tells one of them. */
  private ByteBuffer[] messages(Wish wish) {
    int rank = exchange.rank();
    if (touched != null) {
      touched.collect();
    }
    boolean apart = owned || large.size() > 0;
    long common =
        Integer.BYTES
            + bounds.bytes(rank)
            + totals.bytes(rank)
            + (touched == null || owned ? 0 : touched.bytes(rank))
            + small.bytes(rank, rank);
    long bytes = apart ? common * exchange.ranks() : common;
    for (int other = 0; other < exchange.ranks(); other++) {
      bytes += owned ? touched.bytes(other) : 0;
      bytes += other == rank ? 0 : large.bytes(rank, other);
    }
    ByteBuffer out = outbox.start(bytes);
    out.putInt(wish.ordinal());
    bounds.write(out, rank);
    totals.write(out);
    if (touched != null && !owned) {
      touched.write(out, outbox.values(), rank);
    }
    int smallFrom = out.position();
    out.position((int) common);
    if (apart) {
      layOut(out, (int) common);
    }
    mergeOwn.run();
    out.position(smallFrom);
    small.write(out, outbox.values(), rank);
    if (!apart) {
      return outbox.toAll();
    }
    fill(out, (int) common);
    return outbox.parts();
  }

  /**
   * Finds each message's place: every one is a stretch of the buffer, so what is common repeats.
   */
  private void layOut(ByteBuffer out, int common) {
    int rank = exchange.rank();
    int start = 0;
    for (int other = 0; other < exchange.ranks(); other++) {
      if (other == rank) {
        continue;
      }
      starts[other] = start;
      out.position(start + common);
      if (owned) {
        touched.write(out, outbox.values(), other);
      }
      sharesFrom[other] = out.position();
      start = (int) (sharesFrom[other] + large.bytes(rank, other));
    }
    out.position(start);
    if (owned) {
      touched.write(out, outbox.values(), rank); // for this rank itself: read back when merged
    }
  }

  private void fill(ByteBuffer out, int common) {
    for (int other = 0; other < exchange.ranks(); other++) {
      if (other != exchange.rank()) {
        if (starts[other] > 0) {
          out.put(starts[other], out, 0, common);
        }
        out.position(sharesFrom[other]);
        large.write(out, outbox.values(), other);
        outbox.part(other, starts[other]);
      }
    }
  }

  private void read(ByteBuffer[] received, Wish wish) {
    agreed = wish;
    for (int other = 0; other < received.length; other++) {
      if (other == exchange.rank()) {
        continue;
      }
      try {
        read(other, inbox.open(other, received[other]), inbox.values(other));
      } catch (BufferUnderflowException | IllegalArgumentException wrong) {
        throw Received.wrong(other, wrong);
      }
    }
  }

  private void read(int other, ByteBuffer in, WireValues all) {
    agreed = agreed.and(Received.wish(in, other));
    bounds.read(other, in);
    totals.read(other, in);
    if (touched != null && !owned) {
      touched.read(other, in, all);
    }
    small.read(other, in, all);
    if (owned) {
      touched.read(other, in, all);
    }
    large.read(other, in, all);
    Received.requireEnd(in, other);
  }
}
