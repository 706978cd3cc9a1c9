package org.lockstep.trainer.rank;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;

/** The rows of one rank's logical workers, and how many rows all ranks have. */
public final class RankShards {
  private final int[] workers;
  private final Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
  private final Map<Split, Long> totalRows;

  /**
   * @param workers ascending, any of 0 … V−1; each is some rank's
   * @param shards of these workers, per split, in their order; a split that is missing has no rows
   * @param totalRows per split over all ranks
   * @throws IllegalArgumentException if the shards are not one a worker
   */
  public RankShards(int[] workers, Map<Split, List<Shard>> shards, Map<Split, Long> totalRows) {
    this.workers = workers.clone();
    this.totalRows = Map.copyOf(totalRows);
    for (Split split : Split.values()) {
      List<Shard> list = shards.getOrDefault(split, List.of());
      boolean none = list.isEmpty() && totalRows(split) == 0 && split != Split.TRAIN;
      if (list.size() != workers.length && !none) {
        throw new IllegalArgumentException(
            "%s must have one shard for each of the rank's workers, %d. Received: %d"
                .formatted(split.label(), workers.length, list.size()));
      }
      if (!none) {
        this.shards.put(split, List.copyOf(list));
      }
    }
  }

  /** How many workers the rank has. */
  int count() {
    return workers.length;
  }

  /** The number of its i-th worker. */
  int worker(int i) {
    return workers[i];
  }

  /** Of all its workers, in their order; empty if no rank has rows of this split. */
  List<Shard> of(Split split) {
    return shards.getOrDefault(split, List.of());
  }

  /** The same per split; those without rows are missing. */
  Map<Split, List<Shard>> all() {
    return shards;
  }

  long totalRows(Split split) {
    return totalRows.getOrDefault(split, 0L);
  }
}
