package org.lockstep.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.lockstep.trainer.matrix.FeatureRows;

/**
 * Features of a shard whose rows lie, with their targets and weights, in blocks outside of memory:
 * block b holds the rows b·blockRows … min(rows, (b+1)·blockRows) − 1. In memory are two windows of
 * blocks at a time; here is only what tells where they are. Immutable and thread-safe.
 */
public final class StreamedRows implements FeatureRows {
  private static final long serialVersionUID = 1L;

  private final BlockSource source;
  private final int rows;
  private final int columns;
  private final boolean sparse;
  private final int longest;
  private final int blockRows;
  private final int windowBlocks;

  /**
   * @param rows ≥ 1
   * @param longest the numbers of the longest row
   * @param order how blocks are cut and shuffled
   */
  public StreamedRows(
      BlockSource source, int rows, int columns, boolean sparse, int longest, StreamSpec order) {
    if (rows < 1) {
      throw new IllegalArgumentException("a streamed shard must hold a row. Received: " + rows);
    }
    this.source = source;
    this.rows = rows;
    this.columns = columns;
    this.sparse = sparse;
    this.longest = longest;
    this.blockRows = order.blockRows();
    this.windowBlocks = order.windowBlocks();
  }

  /** The blocks, as shards in memory. */
  public List<Shard> read(int... blocks) {
    try {
      return source.read(blocks);
    } catch (IOException e) {
      throw new UncheckedIOException("the blocks of a streamed shard must be readable: " + e, e);
    }
  }

  /** Where the blocks lie. */
  public BlockSource source() {
    return source;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  /** Of any row at most; one row's is known when its block has been read. */
  @Override
  public int length(int row) {
    return longest;
  }

  @Override
  public boolean isSparse() {
    return sparse;
  }

  /** Rows of every block but the last, which may be short. */
  public int blockRows() {
    return blockRows;
  }

  /** Blocks whose rows are worked on at a time; as many more are read meanwhile. */
  public int windowBlocks() {
    return windowBlocks;
  }

  /** ⌈rows / blockRows⌉. */
  public int blocks() {
    return (int) ((rows + (long) blockRows - 1) / blockRows);
  }

  @Override
  public String toString() {
    return "%d×%d%s rows in blocks of %d"
        .formatted(rows, columns, sparse ? " sparse" : "", blockRows);
  }
}
