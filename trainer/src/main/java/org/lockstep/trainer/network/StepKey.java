package org.lockstep.trainer.network;

import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * What the random numbers of a worker's step are drawn by.
 *
 * @param step counts from 0 over the whole run
 */
record StepKey(long seed, long step, int worker) {

  /**
   * The stream of one layer. Its counters are row·columns + column with the row of the worker's
   * batch, so a number does not depend on how the rows are stored or who computes it.
   *
   * @param layer its index among the network's layers
   */
  Stream stream(Purpose purpose, int layer) {
    return Stream.of(seed, purpose, step, worker, layer);
  }
}
