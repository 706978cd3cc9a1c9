package org.lockstep.datasets.shard;

import org.lockstep.trainer.data.Split;

/**
 * Where a row goes: (worker, split, position), packed in one long whose natural order is that of
 * the triple: worker·2³³ + split·2³¹ + position.
 */
final class Place {
  private static final Split[] SPLITS = Split.values();

  private Place() {}

  static long of(int worker, int split, int position) {
    return (long) worker << 33 | (long) split << 31 | position;
  }

  /** The row of {@code rank} in its split: worker rank mod V, position ⌊rank/V⌋. */
  static long ofRank(long rank, int split, int workers) {
    return of((int) (rank % workers), split, Math.toIntExact(rank / workers));
  }

  static int worker(long place) {
    return (int) (place >>> 33);
  }

  static Split split(long place) {
    return SPLITS[(int) (place >>> 31 & 3)];
  }

  static int position(long place) {
    return (int) (place & Integer.MAX_VALUE);
  }
}
