package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.Inbox;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Updates;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.step.Wish;

/**
 * Merges whole gradients of all ranks' workers: each rank gets everyone's nodes of its own stretch
 * of the parameters and completes the tree for that (reduce-scatter), then all get all stretches
 * (all-gather). A ring would send less and sum in another order. Stretches begin at whole blocks of
 * {@value #BLOCK} parameters.
 */
final class RankSums {
  static final int BLOCK = 4096;

  private final Exchange exchange;
  private final Compression compression;
  private final Gradient[] own;
  private final Updates updates;
  private final Crew crew;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final float[][] slots;
  private final int[] slotsFrom;
  private final int[] bounds;
  private final RankTotals totals;
  private final Gradient merged;
  private final Outbox outbox;
  private final Inbox inbox;
  private Wish wish = Wish.NONE;
  private Wish agreed = Wish.NONE;
  private final Shares shares;
  private final IntConsumer mergeOwn = this::mergeOwn;

  /**
   * @param merged empty; the result's
   */
  RankSums(RankSide side, Gradient merged, Crew crew) {
    this.compression = side.compression();
    this.exchange = side.exchange();
    this.own = side.own();
    this.merged = merged;
    this.updates = side.kernel().updates();
    this.crew = crew;
    this.shares = new Shares(crew.members());
    int rank = exchange.rank();
    this.within = side.within();
    this.across = side.tree().across();
    this.nodes = side.nodes();
    this.outbox = new Outbox(exchange.ranks(), compression);
    this.inbox = new Inbox(exchange.ranks(), compression);
    this.bounds = bounds(merged.sums().length, exchange.ranks());
    this.slots = new float[side.tree().slotCount()][];
    this.slotsFrom = new int[slots.length];
    this.slotsOfRanks = side.slotsOfRanks();
    for (int other = 0; other < slotsOfRanks.length; other++) {
      for (int i = 0; i < slotsOfRanks[other].length; i++) {
        int slot = slotsOfRanks[other][i];
        slots[slot] = other == rank ? own[nodes[i]].sums() : new float[length(rank)];
        slotsFrom[slot] = other == rank ? bounds[rank] : 0;
      }
    }
    this.totals = RankTotals.of(side, merged.totals());
  }

  /** Where each rank's stretch begins, and the end. */
  static int[] bounds(int parameters, int ranks) {
    long blocks = (parameters + BLOCK - 1L) / BLOCK;
    int[] bounds = new int[ranks + 1];
    for (int rank = 0; rank <= ranks; rank++) {
      bounds[rank] = (int) Math.min(parameters, blocks * rank / ranks * BLOCK);
    }
    return bounds;
  }

  private int length(int rank) {
    return bounds[rank + 1] - bounds[rank];
  }

  /** Merges all ranks' gradients; the caller's to read and overwrite until the next merge. */
  Gradient merge() {
    shares.deal((merged.sums().length + BLOCK - 1) / BLOCK);
    crew.run(mergeOwn);
    readStretches(exchange.exchange(stretches()));
    for (int i = 0; i < across.size(); i++) {
      int left = across.left(i);
      int right = across.right(i);
      updates.add(
          slots[left], slotsFrom[left], slots[right], slotsFrom[right], length(exchange.rank()));
    }
    readResults(exchange.exchange(results()));
    return merged;
  }

  private void mergeOwn(int member) {
    int parameters = merged.sums().length;
    for (int block = shares.next(member); block != Shares.NONE; block = shares.next(member)) {
      int from = BLOCK * block;
      int length = Math.min(BLOCK, parameters - from);
      for (int i = 0; i < within.size(); i++) {
        updates.add(own[within.left(i)].sums(), from, own[within.right(i)].sums(), from, length);
      }
      for (int node : nodes) {
        compression.round(own[node].sums(), from, length);
      }
    }
  }

  /** To each rank its stretch of this rank's nodes. */
  private ByteBuffer[] stretches() {
    ByteBuffer out = outbox.start((long) compression.bytes() * nodes.length * merged.sums().length);
    for (int rank = 0; rank < exchange.ranks(); rank++) {
      int start = out.position();
      for (int node : nodes) {
        if (rank != exchange.rank()) {
          outbox.values().putNext(out, own[node].sums(), bounds[rank], length(rank));
        }
      }
      outbox.part(rank, start);
    }
    return outbox.parts();
  }

  private void readStretches(ByteBuffer[] received) {
    int length = length(exchange.rank());
    for (int rank = 0; rank < received.length; rank++) {
      if (rank != exchange.rank()) {
        int[] theirs = slotsOfRanks[rank];
        ByteBuffer in =
            Received.of(inbox, received, rank, (long) compression.bytes() * theirs.length * length);
        for (int slot : theirs) {
          inbox.values(rank).getNext(in, slots[slot], 0, length);
        }
      }
    }
  }

  /** To all ranks this rank's merged stretch, its totals and its touched rows. */
  private ByteBuffer[] results() {
    int length = length(exchange.rank());
    long[] touched = touchedWords();
    ByteBuffer out = outbox.start(resultBytes(exchange.rank()));
    out.putInt(wish.ordinal());
    compression.round(slots[0], slotsFrom[0], length);
    outbox.values().putNext(out, slots[0], slotsFrom[0], length);
    System.arraycopy(slots[0], slotsFrom[0], merged.sums(), bounds[exchange.rank()], length);
    totals.write(out);
    for (int word = 0; word < touched.length; word++) {
      out.putLong(touched[word]);
    }
    return outbox.toAll();
  }

  /** What this rank wishes for at the end of the step that is merged next. */
  void propose(Wish wish) {
    this.wish = wish;
  }

  /** The strongest of all ranks' wishes before the last merge. */
  Wish agreed() {
    return agreed;
  }

  private long resultBytes(int rank) {
    int words = merged.touched() == null ? 0 : merged.touched().words().length;
    return Integer.BYTES
        + (long) compression.bytes() * length(rank)
        + totals.bytes(rank)
        + (long) Long.BYTES * words;
  }

  private long[] touchedWords() {
    if (merged.touched() == null) {
      return new long[0];
    }
    merged.touched().clear();
    for (Gradient gradient : own) {
      merged.touched().addAll(gradient.touched());
    }
    return merged.touched().words();
  }

  private void readResults(ByteBuffer[] received) {
    agreed = wish;
    for (int rank = 0; rank < received.length; rank++) {
      if (rank == exchange.rank()) {
        continue;
      }
      ByteBuffer in = Received.of(inbox, received, rank, resultBytes(rank));
      agreed = agreed.and(Received.wish(in, rank));
      inbox.values(rank).getNext(in, merged.sums(), bounds[rank], length(rank));
      totals.read(rank, in);
      if (merged.touched() != null) {
        long[] words = merged.touched().words();
        for (int word = 0; word < words.length; word++) {
          words[word] |= in.getLong();
        }
      }
    }
    merged.totals().clear();
    merged.totals().add(totals.complete());
  }
}
