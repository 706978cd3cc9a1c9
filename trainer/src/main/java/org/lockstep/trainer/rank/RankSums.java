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
 * {@value #BLOCK} parameters. A long gradient goes in portions, one after the other, so that what
 * is on its way takes some megabytes whatever the model's size; an element's additions are the
 * same.
 */
final class RankSums {
  static final int BLOCK = 4096;

  /** Parameters that are merged at a time, at most. */
  private static final int PORTION = 1 << 20;

  private final Exchange exchange;
  private final Compression compression;
  private final Gradient[] own;
  private final Updates updates;
  private final Crew crew;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final int parameters;
  private final int portion;

  /** Per slot this rank's own sums, or a stretch of another's. */
  private final float[][] slots;

  private final boolean[] isOwn;

  /** Where each rank's stretch of the portion under way begins, and the end. */
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
    this(side, merged, crew, PORTION);
  }

  /**
   * @param merged empty; the result's
   * @param portion parameters that are merged at a time, whole blocks; changes no bit
   */
  RankSums(RankSide side, Gradient merged, Crew crew, int portion) {
    this.parameters = merged.sums().length;
    this.portion = Math.min(portion, parameters);
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
    this.bounds = new int[exchange.ranks() + 1];
    int blocks = (this.portion + BLOCK - 1) / BLOCK;
    int longest = (blocks + exchange.ranks() - 1) / exchange.ranks() * BLOCK;
    this.slots = new float[side.tree().slotCount()][];
    this.isOwn = new boolean[slots.length];
    this.slotsOfRanks = side.slotsOfRanks();
    for (int other = 0; other < slotsOfRanks.length; other++) {
      for (int i = 0; i < slotsOfRanks[other].length; i++) {
        int slot = slotsOfRanks[other][i];
        slots[slot] = other == rank ? own[nodes[i]].sums() : new float[longest];
        isOwn[slot] = other == rank;
      }
    }
    this.totals = RankTotals.of(side, merged.totals());
  }

  /** Where each rank's stretch begins, and the end. */
  static int[] bounds(int parameters, int ranks) {
    int[] bounds = new int[ranks + 1];
    bound(bounds, 0, parameters);
    return bounds;
  }

  private static void bound(int[] bounds, int first, int length) {
    int ranks = bounds.length - 1;
    long blocks = (length + BLOCK - 1L) / BLOCK;
    for (int rank = 0; rank <= ranks; rank++) {
      bounds[rank] = first + (int) Math.min(length, blocks * rank / ranks * BLOCK);
    }
  }

  private int length(int rank) {
    return bounds[rank + 1] - bounds[rank];
  }

  /** Where in a slot this rank's stretch begins. */
  private int from(int slot) {
    return isOwn[slot] ? bounds[exchange.rank()] : 0;
  }

  /** Merges all ranks' gradients; the caller's to read and overwrite until the next merge. */
  Gradient merge() {
    shares.deal((parameters + BLOCK - 1) / BLOCK);
    crew.run(mergeOwn);
    for (int from = 0; from < parameters; from += portion) {
      int length = Math.min(portion, parameters - from);
      bound(bounds, from, length);
      mergePortion(from + length == parameters);
    }
    return merged;
  }

  /**
   * @param last whether what is told once comes with it
   */
  private void mergePortion(boolean last) {
    readStretches(exchange.exchange(stretches()));
    for (int i = 0; i < across.size(); i++) {
      int left = across.left(i);
      int right = across.right(i);
      updates.add(slots[left], from(left), slots[right], from(right), length(exchange.rank()));
    }
    readResults(exchange.exchange(results(last)), last);
  }

  private void mergeOwn(int member) {
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
    int others = bounds[exchange.ranks()] - bounds[0] - length(exchange.rank());
    ByteBuffer out = outbox.start((long) compression.bytes() * nodes.length * others);
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

  /** To all ranks this rank's merged stretch; in the end its wish, totals and touched rows. */
  private ByteBuffer[] results(boolean last) {
    int length = length(exchange.rank());
    int from = from(0);
    ByteBuffer out = outbox.start(resultBytes(exchange.rank(), last));
    compression.round(slots[0], from, length);
    outbox.values().putNext(out, slots[0], from, length);
    System.arraycopy(slots[0], from, merged.sums(), bounds[exchange.rank()], length);
    if (last) {
      out.putInt(wish.ordinal());
      totals.write(out);
      for (long word : touchedWords()) {
        out.putLong(word);
      }
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

  private long resultBytes(int rank, boolean last) {
    long stretch = (long) compression.bytes() * length(rank);
    if (!last) {
      return stretch;
    }
    int words = merged.touched() == null ? 0 : merged.touched().words().length;
    return stretch + Integer.BYTES + totals.bytes(rank) + (long) Long.BYTES * words;
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

  private void readResults(ByteBuffer[] received, boolean last) {
    agreed = wish;
    for (int rank = 0; rank < received.length; rank++) {
      if (rank == exchange.rank()) {
        continue;
      }
      ByteBuffer in = Received.of(inbox, received, rank, resultBytes(rank, last));
      inbox.values(rank).getNext(in, merged.sums(), bounds[rank], length(rank));
      if (last) {
        agreed = agreed.and(Received.wish(in, rank));
        totals.read(rank, in);
        readTouched(in);
      }
    }
    if (last) {
      merged.totals().clear();
      merged.totals().add(totals.complete());
    }
  }

  private void readTouched(ByteBuffer in) {
    if (merged.touched() != null) {
      long[] words = merged.touched().words();
      for (int word = 0; word < words.length; word++) {
        words[word] |= in.getLong();
      }
    }
  }
}
