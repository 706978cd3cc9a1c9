package org.lockstep.driver.flow;

import java.util.Locale;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.DivisionRows.Prepared;
import org.lockstep.driver.search.spec.SpreadSpec;
import org.lockstep.driver.search.spec.SpreadSpec.Over;
import org.lockstep.driver.trial.SharedRows;

/**
 * Whether trials or rows are spread: decided by the first rows that are prepared, if not before.
 */
final class SpreadChoice {
  private static final double MEGA = 1e6;

  private final SpreadSpec spec;
  private Over over;
  private String words;

  SpreadChoice(SpreadSpec spec) {
    this.spec = spec;
    this.over = spec.over();
    this.words = over == Over.AUTO ? "" : wordsOf(over) + ", as search.spread.over says";
  }

  /** Sends prepared rows to every executor, if trials are spread. */
  Prepared prepared(JavaSparkContext spark, PreparedData data) {
    ShardSet shards = data.shards();
    if (over(shards) == Over.ROWS) {
      return new Prepared(data, Optional.empty(), shards.bytes(), shards::close);
    }
    try (shards) {
      SharedRows shared = SharedRows.of(spark, shards);
      return new Prepared(data, Optional.of(shared), shared.bytes(), shared::close);
    }
  }

  /** Once rows have been prepared. */
  synchronized boolean wholeTrials() {
    return over == Over.TRIALS;
  }

  /** Which, and why. */
  synchronized String words() {
    return words;
  }

  private synchronized Over over(ShardSet shards) {
    if (over == Over.AUTO) {
      double megabytes = shards.bytes() / MEGA;
      boolean small = megabytes <= spec.largestMegabytes();
      over = small ? Over.TRIALS : Over.ROWS;
      words =
          String.format(
              Locale.ROOT,
              "%s: rows of %.1f MB a division %s %d MB",
              wordsOf(over),
              megabytes,
              small ? "are at most" : "are above",
              spec.largestMegabytes());
    }
    return over;
  }

  private static String wordsOf(Over over) {
    return over == Over.TRIALS
        ? "whole trials on slots, rows sent to every executor"
        : "each trial spread over the cluster";
  }
}
