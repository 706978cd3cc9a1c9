package org.lockstep.driver.search.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.lockstep.trainer.random.Mix;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Deals rows to k folds by content and seed, never by place, as the split into training, validation
 * and test does: a row's rank is {@code mix64(hash ^ key(seed, deal))}.
 *
 * <p>Stratum after stratum, rows of equal rank are one group and go to one fold. The largest groups
 * are dealt first, equally large ones in the order of their ranks, each to the fold with the fewest
 * rows of the stratum, between those to the one with the fewest rows at all, and then to the first.
 * So without equal rows the folds' counts of a stratum, and their sizes, differ by at most one.
 * Where rows are grouped, {@link GroupFolds} deals whole groups instead.
 */
final class FoldDeal {
  private static final int STREAM = 11;

  private FoldDeal() {}

  /** Of a seed's deal. */
  private static long key(long seed, int deal) {
    Stream stream = Stream.of(seed, Purpose.SEARCH, STREAM, deal);
    return ((long) stream.intAt(0) << 32) | (stream.intAt(1) & 0xffffffffL);
  }

  /**
   * The fold of each row.
   *
   * @param deal which of the seed's deals: repetitions differ in it
   * @throws IllegalArgumentException if a stratum has rows, but fewer than there are folds, or if
   *     equal rows leave a fold without any row
   */
  static int[] deal(Rows rows, int folds, long seed, int deal) {
    long key = key(seed, deal);
    if (rows.grouped()) {
      return GroupFolds.deal(rows, folds, key);
    }
    int[] foldOf = new int[rows.count()];
    long[] sizes = new long[folds];
    int stratum = 0;
    for (int[] members : rows.byStratum()) {
      if (members.length > 0 && members.length < folds) {
        throw new IllegalArgumentException(
            "class %d must have at least one row for each of the %d folds. Received: %d rows"
                .formatted(stratum, folds, members.length));
      }
      long[] here = new long[folds];
      for (List<Integer> group : groups(rows, members, key)) {
        int fold = emptiest(here, sizes);
        group.forEach(row -> foldOf[row] = fold);
        here[fold] += group.size();
        sizes[fold] += group.size();
      }
      stratum++;
    }
    for (int fold = 0; fold < folds; fold++) {
      if (sizes[fold] == 0) {
        throw new IllegalArgumentException(
            "folds must be at most the number of different rows. Received: " + folds);
      }
    }
    return foldOf;
  }

  private static List<List<Integer>> groups(Rows rows, int[] members, long key) {
    TreeMap<Long, List<Integer>> byRank = new TreeMap<>(Long::compareUnsigned);
    for (int row : members) {
      long rank = Mix.mix64(rows.hashes()[row] ^ key);
      byRank.computeIfAbsent(rank, none -> new ArrayList<>(1)).add(row);
    }
    List<List<Integer>> groups = new ArrayList<>(byRank.values());
    // The sort is stable, so that groups of one size keep the order of their ranks.
    groups.sort(Comparator.comparingInt(group -> -group.size()));
    return groups;
  }

  private static int emptiest(long[] here, long[] sizes) {
    int best = 0;
    for (int fold = 1; fold < here.length; fold++) {
      if (here[fold] < here[best] || here[fold] == here[best] && sizes[fold] < sizes[best]) {
        best = fold;
      }
    }
    return best;
  }
}
