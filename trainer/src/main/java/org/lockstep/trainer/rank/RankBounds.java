package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import org.lockstep.trainer.merge.RankTree;

/** Every worker's bound of its gradient's length, whichever rank has it. */
final class RankBounds {
  private final double[] bounds;

  /** Per rank its workers. */
  private final int[][] workers;

  RankBounds(RankTree tree, int ranks) {
    this.bounds = new double[tree.workers()];
    this.workers = new int[ranks][];
    for (int rank = 0; rank < ranks; rank++) {
      workers[rank] = tree.workersOf(rank);
    }
  }

  /** Of the worker at a place among its rank's. */
  void set(int rank, int place, double bound) {
    bounds[workers[rank][place]] = bound;
  }

  long bytes(int rank) {
    return (long) Double.BYTES * workers[rank].length;
  }

  void write(ByteBuffer out, int rank) {
    for (int worker : workers[rank]) {
      out.putDouble(bounds[worker]);
    }
  }

  void read(int rank, ByteBuffer in) {
    for (int worker : workers[rank]) {
      bounds[worker] = in.getDouble();
    }
  }

  /** In worker order, so that it does not depend on the ranks. */
  double sum() {
    double sum = 0;
    for (double bound : bounds) {
      sum += bound;
    }
    return sum;
  }
}
