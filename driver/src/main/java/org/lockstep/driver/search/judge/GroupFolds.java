package org.lockstep.driver.search.judge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lockstep.datasets.split.GroupDeal;

/** Folds of whole groups, of about equal size and with about equal shares of every stratum. */
final class GroupFolds {
  private GroupFolds() {}

  /**
   * The fold of each row.
   *
   * @throws IllegalArgumentException if there are fewer groups than folds
   */
  static int[] deal(Rows rows, int folds, long key) {
    long[] groups = Arrays.stream(rows.hashes()).distinct().sorted().toArray();
    Map<Long, Integer> places = new HashMap<>();
    for (long group : groups) {
      places.put(group, places.size());
    }
    int strata = Arrays.stream(rows.strata()).max().orElse(-1) + 1;
    long[][] counts = new long[groups.length][strata];
    for (int row = 0; row < rows.count(); row++) {
      counts[places.get(rows.hashes()[row])][rows.strata()[row]]++;
    }
    double[] shares = new double[folds];
    Arrays.fill(shares, 1);
    int[] foldOfGroup = new GroupDeal(shares).deal(groups, counts, key);
    return Arrays.stream(rows.hashes()).mapToInt(group -> foldOfGroup[places.get(group)]).toArray();
  }
}
