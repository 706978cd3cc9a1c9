package org.lockstep.trainer.data;

import java.util.Arrays;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * The order in which one logical worker goes through the rows of its blocks in one epoch, a
 * function of (seed, epoch, worker), the number of rows and how they are cut:
 *
 * <ol>
 *   <li>the blocks are permuted (Fisher–Yates with the stream {@code BLOCKS});
 *   <li>windows are cut, each of {@code windowBlocks} blocks that follow each other;
 *   <li>a window's rows, in the shard's order, are permuted: Fisher–Yates with the counters that
 *       are positions in the epoch, of the stream that {@link EpochOrder} draws from. One window of
 *       all rows is therefore {@link EpochOrder}'s order itself.
 * </ol>
 *
 * In memory are 4 bytes a block. Not thread-safe.
 */
final class BlockOrder {
  private final int rows;
  private final int blockRows;
  private final int windowBlocks;
  private final int[] blocks;

  /** Where the last block, which may be short, stands. */
  private int placeOfLast;

  /** Null for ascending rows. */
  private Stream stream;

  BlockOrder(int rows, int blockRows, int windowBlocks) {
    this.rows = rows;
    this.blockRows = blockRows;
    this.windowBlocks = windowBlocks;
    this.blocks = new int[(int) ((rows + (long) blockRows - 1) / blockRows)];
    ascending();
  }

  /** Blocks and rows as they are in the shard. */
  void ascending() {
    EpochOrder.fillAscending(blocks);
    placeOfLast = blocks.length - 1;
    stream = null;
  }

  /**
   * @param epoch counted from 0
   */
  void shuffle(long seed, int epoch, int worker) {
    EpochOrder.fill(blocks, Stream.of(seed, Purpose.BLOCKS, epoch, worker), 0);
    placeOfLast = 0;
    while (blocks[placeOfLast] != blocks.length - 1) {
      placeOfLast++;
    }
    stream = Stream.of(seed, Purpose.ORDER, epoch, worker);
  }

  /** The window that holds a position of the epoch. */
  int windowOf(int position) {
    int window = (int) (position / ((long) blockRows * windowBlocks));
    // Behind a short block, windows begin earlier than whole ones would.
    return position >= start(window + 1) ? window + 1 : window;
  }

  /** The first position of a window; of one past the last, the number of rows. */
  int start(int window) {
    long firstBlock = (long) window * windowBlocks;
    if (firstBlock >= blocks.length) {
      return rows;
    }
    long missing = (long) blocks.length * blockRows - rows;
    return (int) (firstBlock * blockRows - (placeOfLast < firstBlock ? missing : 0));
  }

  /** Numbers of the window's blocks, ascending. */
  int[] blocks(int window) {
    int first = window * windowBlocks;
    int end = (int) Math.min(blocks.length, (long) first + windowBlocks);
    int[] ascending = Arrays.copyOfRange(blocks, first, end);
    Arrays.sort(ascending);
    return ascending;
  }

  /** For each of the window's positions, which of its rows is there, the blocks ascending. */
  int[] rows(int window) {
    int start = start(window);
    int[] order = new int[start(window + 1) - start];
    if (stream == null) {
      EpochOrder.fillAscending(order);
    } else {
      EpochOrder.fill(order, stream, start);
    }
    return order;
  }
}
