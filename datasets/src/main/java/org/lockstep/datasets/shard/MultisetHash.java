package org.lockstep.datasets.shard;

import java.nio.ByteBuffer;

/**
 * A hash of a multiset: the sum, in four 64-bit lanes, of the elements' SHA-256, and their number.
 * Sums commute, so neither order nor partitioning counts (Bellare & Micciancio 1997, AdHash); meant
 * to notice divergence, not to withstand forgery.
 */
final class MultisetHash {
  private final long[] sums = new long[5];

  void add(byte[] sha256) {
    ByteBuffer lanes = ByteBuffer.wrap(sha256);
    for (int lane = 0; lane < 4; lane++) {
      sums[lane] += lanes.getLong();
    }
    sums[4]++;
  }

  /** Adds what {@link #sums} of another gave. */
  void add(long[] other) {
    for (int lane = 0; lane < sums.length; lane++) {
      sums[lane] += other[lane];
    }
  }

  /** Four lanes and the number of elements. */
  long[] sums() {
    return sums;
  }

  String hex() {
    Digest digest = new Digest();
    for (long sum : sums) {
      digest.add(sum);
    }
    return digest.hex();
  }
}
