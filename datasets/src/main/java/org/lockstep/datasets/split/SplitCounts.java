package org.lockstep.datasets.split;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How many rows of each class go to each split: largest remainder within the class.
 *
 * <p>A class of n rows has the quota n·share in a split; each split gets the quota's whole part and
 * the rows left over go to the largest fractions. Between equal fractions the split that is
 * furthest behind its quota over all classes so far wins, so that the totals come out right as
 * well. A split with a share gets at least one row of every class. Exact decimal arithmetic.
 */
final class SplitCounts {
  private static final int SPLITS = 3;

  private final BigDecimal[] shares;
  private final BigDecimal sum;

  /** Rows given minus quota over all classes so far, times {@link #sum}. */
  private final BigDecimal[] ahead = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};

  /** Shares of train, validation and test; they need not sum to 1. */
  SplitCounts(double... shares) {
    this.shares = Arrays.stream(shares).mapToObj(BigDecimal::valueOf).toArray(BigDecimal[]::new);
    this.sum = Arrays.stream(this.shares).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The number of splits with a share. */
  int splits() {
    return (int) Arrays.stream(shares).filter(share -> share.signum() > 0).count();
  }

  /**
   * The counts of the next class; call in a fixed order of classes.
   *
   * @param rows at least {@link #splits}
   */
  long[] next(long rows) {
    long[] counts = new long[SPLITS];
    BigDecimal[] fractions = new BigDecimal[SPLITS];
    long left = rows;
    for (int split = 0; split < SPLITS; split++) {
      BigDecimal quota = BigDecimal.valueOf(rows).multiply(shares[split]);
      BigInteger whole = quota.divideToIntegralValue(sum).toBigInteger();
      counts[split] = whole.longValueExact();
      fractions[split] = quota.remainder(sum);
      ahead[split] = ahead[split].subtract(fractions[split]);
      left -= counts[split];
    }
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    order.sort(
        Comparator.comparing((Integer split) -> fractions[split])
            .reversed()
            .thenComparing(split -> ahead[split]));
    for (int split : order.subList(0, (int) left)) {
      give(counts, split, 1);
    }
    for (int split = 0; split < SPLITS; split++) {
      if (shares[split].signum() > 0 && counts[split] == 0) {
        give(counts, largest(counts), -1);
        give(counts, split, 1);
      }
    }
    return counts;
  }

  private void give(long[] counts, int split, int rows) {
    counts[split] += rows;
    ahead[split] = ahead[split].add(sum.multiply(BigDecimal.valueOf(rows)));
  }

  private static int largest(long[] counts) {
    int largest = 0;
    for (int split = 1; split < SPLITS; split++) {
      largest = counts[split] > counts[largest] ? split : largest;
    }
    return largest;
  }
}
