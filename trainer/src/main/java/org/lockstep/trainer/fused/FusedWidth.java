package org.lockstep.trainer.fused;

import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.update.TouchedShare;

/**
 * Up to which width networks are faster side by side than one after the other: a question of time
 * alone, which {@link FusedTraining} does not ask.
 */
public final class FusedWidth {
  /**
   * Units of one first layer, at most. A sparse product keeps four vectors of a row's sums in
   * registers; a wider layer nearly fills them alone: side by side it is 1.04 to 1.2 times as fast,
   * which is less than the shorter tasks of trials alone are worth.
   */
  private static final int NARROW = 32;

  /**
   * The same where a step touches most rows. Side by side they wait for their gradients all the
   * same, where a network alone updates all of them in the order of memory.
   */
  private static final int NARROW_ON_MOST_ROWS = 8;

  /**
   * Units of all first layers together, at most. Beyond, the deltas of the steps whose gradients
   * wait (512 examples of four steps: 1 MB) and the rows that steps have in common leave a core's
   * cache from one step to the next.
   */
  private static final int WIDEST = 128;

  private FusedWidth() {}

  /**
   * Why networks would not be faster together; empty if they would.
   *
   * @param mostRows whether a step touches most rows of the first layer, {@link #mostRows}
   */
  public static Optional<String> refusal(List<NetworkSpec> networks, boolean mostRows) {
    int narrow = mostRows ? NARROW_ON_MOST_ROWS : NARROW;
    int all = 0;
    for (NetworkSpec network : networks) {
      int units = FusedRefusal.units(network);
      if (units > narrow) {
        return Optional.of(
            "a first layer of %d units, more than %d, gains little beside others%s"
                .formatted(units, narrow, mostRows ? " where steps touch most rows" : ""));
      }
      all += units;
    }
    return all > WIDEST
        ? Optional.of(
            "first layers of %d units, more than %d, do not fit beside each other"
                .formatted(all, WIDEST))
        : Optional.empty();
  }

  /**
   * Whether a step touches most rows of the first layer.
   *
   * @param train sparse training rows of all workers
   */
  public static boolean mostRows(List<Shard> train, int batchSize) {
    return TouchedShare.isMost(train, batchSize);
  }
}
