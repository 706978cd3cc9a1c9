package org.lockstep.driver.search.spec;

/**
 * How trials run on the cluster; the same bits either way.
 *
 * @param over what is spread
 * @param largestMegabytes of the rows of one fold, up to which {@link Over#AUTO} spreads trials
 * @param atOnce trials that run at once where each is spread over the cluster, ≥ 1
 * @param fused trials that a slot trains together at most, where that is faster, ≥ 1
 */
public record SpreadSpec(Over over, int largestMegabytes, int atOnce, int fused) {

  /** What is spread. */
  public enum Over {
    /** Trials if the rows are small enough to be sent to every executor. */
    AUTO,
    /** Each slot trains whole trials, on rows that every executor holds. */
    TRIALS,
    /** Each trial is a training over the cluster, on rows that the executors share. */
    ROWS
  }

  public SpreadSpec {
    if (largestMegabytes < 1) {
      throw new IllegalArgumentException(
          "largestMegabytes must be >= 1. Received: " + largestMegabytes);
    }
    if (atOnce < 1) {
      throw new IllegalArgumentException("atOnce must be >= 1. Received: " + atOnce);
    }
    if (fused < 1) {
      throw new IllegalArgumentException("fused must be >= 1. Received: " + fused);
    }
  }

  public static SpreadSpec byDefault() {
    return new SpreadSpec(Over.AUTO, 256, 2, 8);
  }
}
