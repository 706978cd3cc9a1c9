package org.lockstep.trainer.network;

import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * What the random numbers of a worker's step are drawn by. Moves on from step to step, so that none
 * makes a new one. Not thread-safe.
 */
final class StepKey {
  private final Stream stream = Stream.of(0, Purpose.DROPOUT);
  private long seed;
  private long step;
  private int worker;

  StepKey(long seed, long step, int worker) {
    moveTo(seed, step, worker);
  }

  /**
   * Makes this the key of another step.
   *
   * @param step counts from 0 over the whole run
   */
  void moveTo(long seed, long step, int worker) {
    this.seed = seed;
    this.step = step;
    this.worker = worker;
  }

  long step() {
    return step;
  }

  int worker() {
    return worker;
  }

  /**
   * The stream of one layer, valid until the next call. Its counters are row·columns + column with
   * the row of the worker's batch, so a number does not depend on how the rows are stored or who
   * computes it.
   *
   * @param layer its index among the network's layers
   */
  Stream stream(Purpose purpose, int layer) {
    return stream.moveTo(seed, purpose, step, worker, layer);
  }
}
