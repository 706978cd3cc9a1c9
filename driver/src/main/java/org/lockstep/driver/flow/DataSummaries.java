package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.report.DataSummary;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

/** Counts the rows of shards, their non-zeros and classes, in one pass over the cluster. */
final class DataSummaries {
  private DataSummaries() {}

  /**
   * Of shards in memory; of streamed ones only the rows.
   *
   * @param sets whether a row has a 0 or 1 a label, and not the place of one class
   */
  static DataSummary of(ShardSet shards, int features, List<String> labels, boolean sets) {
    int classes = labels.size();
    long[] sums =
        shards
            .shards()
            .map(worker -> counts(worker, classes, sets))
            .fold(new long[Split.values().length * (2 + classes)], DataSummaries::plus);
    Map<Split, DataSummary.Part> parts = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      if (shards.rows(split) > 0) {
        int at = split.ordinal() * (2 + classes);
        boolean streamed = sums[at] > 0;
        List<Long> perLabel = new ArrayList<>();
        for (int k = 0; k < classes && !streamed; k++) {
          perLabel.add(sums[at + 2 + k]);
        }
        parts.put(
            split,
            new DataSummary.Part(shards.rows(split), streamed ? -1 : sums[at + 1], perLabel));
      }
    }
    return new DataSummary(features, labels, parts);
  }

  /** By split: streamed shards, non-zeros, rows of each class. */
  private static long[] counts(WorkerShards worker, int classes, boolean sets) {
    long[] counts = new long[Split.values().length * (2 + classes)];
    for (Split split : Split.values()) {
      Shard shard = worker.shard(split);
      int at = split.ordinal() * (2 + classes);
      if (shard.isStreamed()) {
        counts[at] = 1;
        continue;
      }
      for (int row = 0; row < shard.rows(); row++) {
        counts[at + 1] += shard.features().length(row);
        if (sets) {
          for (int k = 0; k < classes; k++) {
            counts[at + 2 + k] += shard.targets()[row * classes + k] == 1 ? 1 : 0;
          }
        } else if (classes > 0 && shard.targetColumns() == 1) {
          counts[at + 2 + (int) shard.targets()[row]]++;
        }
      }
    }
    return counts;
  }

  private static long[] plus(long[] a, long[] b) {
    long[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }
}
