package org.lockstep.datasets.split;

import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where one class is cut: rows in the order of their rank go to train, then validation, then test,
 * each group of equal rows to the first split that still has room for all of it. So equal rows
 * never straddle, and the counts are exact wherever single rows are left to fill the gap that a
 * group leaves at a boundary.
 *
 * <p>Ranks are known one by one only near the boundaries; elsewhere a bucket (the rank's top bits)
 * goes as a whole.
 */
final class ClassCut implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Rows beyond a boundary whose ranks are looked at one by one. */
  private static final int MARGIN_ROWS = 64;

  private final HashMap<Integer, Integer> bucketSplits = new HashMap<>();
  private final HashMap<Long, Integer> rankSplits = new HashMap<>();

  private ClassCut() {}

  /**
   * The buckets whose ranks must be known: from each boundary on, until {@value #MARGIN_ROWS} rows
   * are covered.
   *
   * @param buckets rows by bucket
   * @param counts wanted rows of train, validation and test
   */
  static Set<Integer> open(SortedMap<Integer, Long> buckets, long[] counts) {
    Set<Integer> open = new HashSet<>();
    long[] boundaries = {counts[0], counts[0] + counts[1]};
    long total = buckets.values().stream().mapToLong(Long::longValue).sum();
    long before = 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      long after = before + bucket.getValue();
      for (long boundary : boundaries) {
        boolean real = boundary > 0 && boundary < total;
        if (real && after > boundary && before < boundary + MARGIN_ROWS) {
          open.add(bucket.getKey());
        }
      }
      before = after;
    }
    return open;
  }

  /**
   * Deals the class.
   *
   * @param buckets rows by bucket, all of them
   * @param ranks rows by rank (unsigned order) of the open buckets
   */
  static ClassCut deal(
      SortedMap<Integer, Long> buckets,
      Map<Integer, ? extends SortedMap<Long, Long>> ranks,
      long[] counts) {
    ClassCut cut = new ClassCut();
    long[] room = counts.clone();
    int last = counts[2] > 0 ? 2 : counts[1] > 0 ? 1 : 0;
    for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
      SortedMap<Long, Long> groups = ranks.get(bucket.getKey());
      if (groups == null) {
        cut.bucketSplits.put(bucket.getKey(), take(room, last, bucket.getValue()));
      } else {
        groups.forEach((rank, rows) -> cut.rankSplits.put(rank, take(room, last, rows)));
      }
    }
    return cut;
  }

  /** Sorted as unsigned numbers, the order of ranks. */
  static SortedMap<Long, Long> byRank() {
    return new TreeMap<>(Long::compareUnsigned);
  }

  /** The split of a row: 0 train, 1 validation, 2 test (also for ranks that were not dealt). */
  int split(long rank, int bucket) {
    Integer split = bucketSplits.get(bucket);
    return split != null ? split : rankSplits.getOrDefault(rank, 2);
  }

  private static int take(long[] room, int last, long rows) {
    int split = 0;
    while (split < last && room[split] < rows) {
      split++;
    }
    room[split] -= rows;
    return split;
  }
}
