package org.lockstep.trainer.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who makes which additions of the one binary tree over workers 0 … V−1 (node (k, i) covers the
 * workers [i·2ᵏ, min((i+1)·2ᵏ, V)) and is left + right; a right child that covers nobody is left
 * out), when each worker belongs to one of several ranks, any to any.
 *
 * <p>A rank merges its maximal complete nodes, those of which it has all workers, by {@link
 * #within}: places are its own workers, in ascending order, and a node lies at its first worker's.
 * The rest of the tree is merged by {@link #across} from all ranks' nodes: their places are slots,
 * numbered in worker order, so that the root ends in slot 0.
 */
public final class RankTree {
  private final int workers;

  /** Per worker, the rank that has it. */
  private final int[] rankOf;

  /** Per worker, its place among its rank's workers. */
  private final int[] place;

  private final List<Additions> within = new ArrayList<>();
  private final Additions across = new Additions();
  private final List<List<Integer>> nodes = new ArrayList<>();
  private final List<List<Integer>> slots = new ArrayList<>();
  private int slotCount;

  /**
   * @param workers V, ≥ 1
   * @param workersOfRanks per rank its workers, ascending; together 0 … V−1, each once
   * @throws IllegalArgumentException if they are not
   */
  public RankTree(int workers, List<int[]> workersOfRanks) {
    this.workers = workers;
    this.rankOf = new int[workers];
    this.place = new int[workers];
    Arrays.fill(rankOf, -1);
    int dealt = 0;
    for (int rank = 0; rank < workersOfRanks.size(); rank++) {
      int[] own = workersOfRanks.get(rank);
      for (int i = 0; i < own.length; i++) {
        require(own[i], i == 0 ? -1 : own[i - 1], rank);
        rankOf[own[i]] = rank;
        place[own[i]] = i;
      }
      dealt += own.length;
      within.add(new Additions());
      nodes.add(new ArrayList<>());
      slots.add(new ArrayList<>());
    }
    if (dealt != workers) {
      throw new IllegalArgumentException(
          "the ranks must have all %d workers. Received: %d".formatted(workers, dealt));
    }
    merge(32 - Integer.numberOfLeadingZeros(workers - 1), 0);
  }

  private void require(int worker, int before, int rank) {
    if (worker <= before || worker >= workers || rankOf[worker] >= 0) {
      throw new IllegalArgumentException(
          "workers of rank %d must be ascending, in 0 … %d and nobody else's. Received: %d after %d%s"
              .formatted(
                  rank,
                  workers - 1,
                  worker,
                  before,
                  worker < 0 || worker >= workers || rankOf[worker] < 0
                      ? ""
                      : ", which rank " + rankOf[worker] + " has"));
    }
  }

  /** Merges a node that several ranks may share; returns its slot. */
  private int merge(int level, int index) {
    int first = index << level;
    int rank = soleRank(first, end(level, index));
    if (rank >= 0) {
      mergeWithin(level, index, within.get(rank));
      nodes.get(rank).add(place[first]);
      slots.get(rank).add(slotCount);
      return slotCount++;
    }
    int left = merge(level - 1, 2 * index);
    if (covers(level - 1, 2 * index + 1)) {
      across.append(left, merge(level - 1, 2 * index + 1));
    }
    return left;
  }

  private void mergeWithin(int level, int index, Additions additions) {
    if (level == 0) {
      return;
    }
    mergeWithin(level - 1, 2 * index, additions);
    if (covers(level - 1, 2 * index + 1)) {
      mergeWithin(level - 1, 2 * index + 1, additions);
      additions.append(place[index << level], place[(2 * index + 1) << (level - 1)]);
    }
  }

  private boolean covers(int level, int index) {
    return (long) index << level < workers;
  }

  private int end(int level, int index) {
    return (int) Math.min((index + 1L) << level, workers);
  }

  /** The one rank that has the workers [from, to); −1 if there are several. */
  private int soleRank(int from, int to) {
    int rank = rankOf[from];
    return IntStream.range(from, to).allMatch(worker -> rankOf[worker] == rank) ? rank : -1;
  }

  /** V. */
  public int workers() {
    return workers;
  }

  /** A rank's workers, ascending. */
  public int[] workersOf(int rank) {
    return IntStream.range(0, workers).filter(worker -> rankOf[worker] == rank).toArray();
  }

  /** The rank that has a worker. */
  public int rankOf(int worker) {
    return rankOf[worker];
  }

  /** A worker's place among its rank's workers. */
  public int place(int worker) {
    return place[worker];
  }

  /** The additions among a rank's own workers. */
  public Additions within(int rank) {
    return within.get(rank);
  }

  /** Where a rank's complete nodes lie after {@link #within}, in worker order. */
  public int[] nodes(int rank) {
    return nodes.get(rank).stream().mapToInt(Integer::intValue).toArray();
  }

  /** The slots of a rank's complete nodes, in worker order. */
  public int[] slots(int rank) {
    return slots.get(rank).stream().mapToInt(Integer::intValue).toArray();
  }

  /** Slots of all ranks. */
  public int slotCount() {
    return slotCount;
  }

  /** The additions that make the root, in slot 0, of all slots. */
  public Additions across() {
    return across;
  }
}
