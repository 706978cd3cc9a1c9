package org.lockstep.trainer.rank;

import java.util.Arrays;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.merge.Additions;
import org.lockstep.trainer.merge.RankTree;

/**
 * One rank's side of a merge of gradients: which parts it has, their order, and who has the others.
 *
 * @param own one for each of this rank's workers, in their order; changed by the merge
 */
record RankSide(
    RankTree tree, Exchange exchange, Gradient[] own, Kernel kernel, Compression compression) {
  int rank() {
    return exchange.rank();
  }

  int ranks() {
    return exchange.ranks();
  }

  /** Of this rank's workers, to the nodes that it sends. */
  Additions within() {
    return tree.within(rank());
  }

  /** Per node of this rank, the first of its workers, in whose array it is merged. */
  int[] nodes() {
    return tree.nodes(rank());
  }

  /** Per rank, where its nodes stand among all. */
  int[][] slotsOfRanks() {
    int[][] slots = new int[ranks()][];
    Arrays.setAll(slots, tree::slots);
    return slots;
  }
}
