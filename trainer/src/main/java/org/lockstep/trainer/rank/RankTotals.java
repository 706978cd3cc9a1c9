package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.metric.TotalsWire;

/** Merges the totals of all ranks' workers, which every rank then has, in the one tree. */
final class RankTotals {
  private final Totals[] own;
  private final Additions within;
  private final Additions across;
  private final int[] nodes;
  private final int[][] slotsOfRanks;
  private final Totals[] slots;
  private final TotalsWire wire = new TotalsWire();
  private final int bytesEach;

  /**
   * @param own live, one for each of this rank's workers; changed by the merge
   * @param example of the same kind and size; only read
   */
  RankTotals(RankTree tree, int ranks, int rank, Totals[] own, Totals example) {
    this.own = own;
    this.bytesEach = wire.bytes(example);
    this.within = tree.within(rank);
    this.across = tree.across();
    this.nodes = tree.nodes(rank);
    this.slots = new Totals[tree.slotCount()];
    this.slotsOfRanks = new int[ranks][];
    for (int other = 0; other < ranks; other++) {
      slotsOfRanks[other] = tree.slots(other);
      for (int i = 0; i < slotsOfRanks[other].length; i++) {
        slots[slotsOfRanks[other][i]] = other == rank ? own[nodes[i]] : example.newInstance();
      }
    }
  }

  /**
   * Of the gradients of a step.
   *
   * @param example of the same kind and size; only read
   */
  static RankTotals of(RankSide side, Totals example) {
    Totals[] leaves = new Totals[side.own().length];
    Arrays.setAll(leaves, i -> side.own()[i].totals());
    return new RankTotals(side.tree(), side.ranks(), side.rank(), leaves, example);
  }

  /** Bytes of what a rank sends. */
  long bytes(int rank) {
    return (long) slotsOfRanks[rank].length * bytesEach;
  }

  /** Merges this rank's own, and writes what the other ranks need of them. */
  void write(ByteBuffer out) {
    add(own, within);
    for (int node : nodes) {
      wire.write(out, own[node]);
    }
  }

  /** Reads what another rank wrote. */
  void read(int rank, ByteBuffer in) {
    for (int slot : slotsOfRanks[rank]) {
      wire.read(in, slots[slot]);
    }
  }

  /** Merges all, once all ranks' are there; to be read only, until the next merge. */
  Totals complete() {
    add(slots, across);
    return slots[0];
  }

  private static void add(Totals[] totals, Additions additions) {
    for (int i = 0; i < additions.size(); i++) {
      totals[additions.left(i)].add(totals[additions.right(i)]);
    }
  }
}
