package org.lockstep.trainer.training;

import org.lockstep.trainer.rank.Compression;

/**
 * How the ranks of a run exchange.
 *
 * @param compression of gradients
 * @param ownedBytes from how many bytes of weights and optimizer state on the rows of a first
 *     kernel with sparse input each have one rank that updates them, instead of all; changes no bit
 */
public record RankOptions(Compression compression, long ownedBytes) {

  public RankOptions {
    if (ownedBytes < 0) {
      throw new IllegalArgumentException("ownedBytes must be >= 0. Received: " + ownedBytes);
    }
  }

  /** Uncompressed; rows are owned from 64 MiB on. */
  public static RankOptions standard() {
    return new RankOptions(Compression.NONE, 64L << 20);
  }

  /** The same with another compression. */
  public RankOptions with(Compression compression) {
    return new RankOptions(compression, ownedBytes);
  }
}
