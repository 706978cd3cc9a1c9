package org.lockstep.trainer.random;

/**
 * What random numbers are drawn for: each purpose is a separate stream of the one seed, so that a
 * change of, say, the dropout rate leaves the split and the initial kernels as they were.
 */
public enum Purpose {
  SPLIT(1),
  ORDER(2),
  INITIALIZATION(3),
  DROPOUT(4),
  DEAL(5),
  CORPUS(6),
  NOISE(7),
  SLOPE(8),
  RESTART(9),
  SEARCH(10),
  BLOCKS(11);

  /** Part of every stream's identity: explicit, so that reordering the constants keeps the bits. */
  private final long tag;

  Purpose(long tag) {
    this.tag = tag;
  }

  long tag() {
    return tag;
  }
}
