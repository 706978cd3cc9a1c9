package org.lockstep.trainer.data;

import java.io.Serializable;

/**
 * How the rows of a streamed worker are shuffled: whole blocks first, then the rows of so many
 * blocks at a time. Both numbers are part of what a training means, as the batch size is; a window
 * that covers all of a worker's rows gives the order of rows in memory, to the bit.
 *
 * @param blockRows consecutive rows, in the order of dealing, that are read together
 * @param windowBlocks blocks whose rows are shuffled together; in memory are those of two windows
 */
public record StreamSpec(int blockRows, int windowBlocks) implements Serializable {

  public StreamSpec {
    if (blockRows < 1) {
      throw new IllegalArgumentException("blockRows must be >= 1. Received: " + blockRows);
    }
    if (windowBlocks < 1) {
      throw new IllegalArgumentException("windowBlocks must be >= 1. Received: " + windowBlocks);
    }
    if ((long) blockRows * windowBlocks > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "windowBlocks must be <= %d with blocks of %d rows. Received: %d"
              .formatted((Integer.MAX_VALUE - 8) / blockRows, blockRows, windowBlocks));
    }
  }

  /**
   * Windows of 16 blocks of 1,024 rows: 13 MB of rows of a hundred terms, of which two are kept.
   */
  public static StreamSpec byDefault() {
    return new StreamSpec(1_024, 16);
  }
}
