package org.lockstep.trainer.data;

import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * The order in which one logical worker goes through its rows in one epoch: a function of (seed,
 * epoch, worker) and the number of rows, so that nothing has to be saved or sent.
 */
public final class EpochOrder {

  private EpochOrder() {}

  /**
   * Writes a uniformly drawn permutation of 0 … order.length − 1 (Fisher–Yates from the end:
   * exchange i with a j ≤ i drawn at counter i).
   *
   * @param epoch counted from 0
   */
  public static void fill(int[] order, long seed, int epoch, int worker) {
    fill(order, Stream.of(seed, Purpose.ORDER, epoch, worker), 0);
  }

  /** The same, with {@code counter} + i in place of counter i. */
  static void fill(int[] order, Stream stream, long counter) {
    fillAscending(order);
    for (int i = order.length - 1; i > 0; i--) {
      int j = stream.boundedAt(counter + i, i + 1);
      int exchanged = order[i];
      order[i] = order[j];
      order[j] = exchanged;
    }
  }

  /** Writes 0, 1, 2, …: the order of evaluation. */
  public static void fillAscending(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }
}
