package org.lockstep.trainer.data;

/**
 * Which rows belong to a step. Position p of an epoch over n rows is row ⌊p/V⌋ (in the epoch's
 * order) of worker p mod V, and step t takes the positions t·B … min(n, (t+1)·B) − 1, where B is
 * the global batch size. So worker v holds exactly ⌈(n − v)/V⌉ rows, and a step takes a contiguous,
 * perhaps empty, range of them.
 */
public final class StepRows {

  private StepRows() {}

  /** Rows of worker v when n rows are dealt in turn: ⌈(n − v)/V⌉, 0 if n ≤ v. */
  public static int ofShard(long rows, int worker, int workers) {
    return Math.toIntExact(before(rows, worker, workers));
  }

  /** The first of the worker's rows in the step. */
  public static int from(int step, long batchSize, long rows, int worker, int workers) {
    return Math.toIntExact(before(Math.min(rows, step * batchSize), worker, workers));
  }

  /** The end (exclusive) of the worker's rows in the step. */
  public static int to(int step, long batchSize, long rows, int worker, int workers) {
    return from(step + 1, batchSize, rows, worker, workers);
  }

  /** Steps of an epoch: ⌈n/B⌉. */
  public static int steps(long rows, int batchSize) {
    return Math.toIntExact((rows + batchSize - 1) / batchSize);
  }

  /** How many of the worker's rows lie at positions below p: ⌈(p − v)/V⌉, at least 0. */
  private static long before(long position, int worker, int workers) {
    return position <= worker ? 0 : (position - worker + workers - 1) / workers;
  }
}
