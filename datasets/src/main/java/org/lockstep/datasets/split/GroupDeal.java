package org.lockstep.datasets.split;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lockstep.trainer.random.Mix;

/**
 * Deals groups of rows to parts, splits or folds, no group to two of them, by the groups' names and
 * a key and never by place. As scikit-learn's StratifiedGroupKFold it is greedy, large groups
 * first: a group goes to the part that lacks most of its rows,
 *
 * <pre>argmax over p of Σ_c rows_c · (wanted_pc − has_pc) / total_c²</pre>
 *
 * over the strata c, the first of equals; that is the step by which the squared distance from the
 * wanted shares of every stratum grows least. Groups of about one size (within a factor of two)
 * come in the order of their ranks, {@code mix64(group ^ key)}, so that other keys deal otherwise.
 * The last groups go to the parts that are still empty. Shares are met as nearly as the groups
 * allow: a group larger than a part's share is not cut.
 */
public final class GroupDeal {
  private final double[] shares;
  private final int wanted;

  /**
   * @param shares of the parts, not negative; a part whose share is 0 gets no group
   */
  public GroupDeal(double... shares) {
    double sum = Arrays.stream(shares).sum();
    this.shares = Arrays.stream(shares).map(share -> share / sum).toArray();
    this.wanted = (int) Arrays.stream(shares).filter(share -> share > 0).count();
  }

  /**
   * The part of each group.
   *
   * @param groups their names as numbers, all different
   * @param rows of each group, by stratum
   * @throws IllegalArgumentException if there are fewer groups than parts with a share
   */
  public int[] deal(long[] groups, long[][] rows, long key) {
    if (groups.length < wanted) {
      throw new IllegalArgumentException(
          "data.split.group must have at least one group for each of the %d parts that rows are divided into. Received: %d groups"
              .formatted(wanted, groups.length));
    }
    int strata = rows[0].length;
    double[] totals = new double[strata];
    for (long[] counts : rows) {
      for (int stratum = 0; stratum < strata; stratum++) {
        totals[stratum] += counts[stratum];
      }
    }
    double[][] lacks = new double[shares.length][strata];
    for (int part = 0; part < shares.length; part++) {
      for (int stratum = 0; stratum < strata; stratum++) {
        lacks[part][stratum] = shares[part] * totals[stratum];
      }
    }
    int[] partOf = new int[groups.length];
    boolean[] filled = new boolean[shares.length];
    int empty = wanted;
    int left = groups.length;
    for (int group : order(groups, rows, key)) {
      int part = part(rows[group], totals, lacks, left == empty ? filled : null);
      for (int stratum = 0; stratum < strata; stratum++) {
        lacks[part][stratum] -= rows[group][stratum];
      }
      empty -= filled[part] ? 0 : 1;
      filled[part] = true;
      partOf[group] = part;
      left--;
    }
    return partOf;
  }

  private static List<Integer> order(long[] groups, long[][] rows, long key) {
    int[] magnitudes =
        Arrays.stream(rows)
            .mapToInt(counts -> Long.numberOfLeadingZeros(Arrays.stream(counts).sum()))
            .toArray();
    Comparator<Integer> byMagnitude = Comparator.comparingInt(group -> magnitudes[group]);
    return IntStream.range(0, groups.length)
        .boxed()
        .sorted(
            byMagnitude.thenComparing(
                group -> Mix.mix64(groups[group] ^ key), Long::compareUnsigned))
        .toList();
  }

  /**
   * @param closed parts that must not have it; null for none
   */
  private int part(long[] rows, double[] totals, double[][] lacks, boolean[] closed) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int part = 0; part < shares.length; part++) {
      if (shares[part] == 0 || closed != null && closed[part]) {
        continue;
      }
      double need = 0;
      for (int stratum = 0; stratum < rows.length; stratum++) {
        double total = totals[stratum];
        need += total == 0 ? 0 : rows[stratum] / total * (lacks[part][stratum] / total);
      }
      if (need > most) {
        most = need;
        best = part;
      }
    }
    return best;
  }
}
