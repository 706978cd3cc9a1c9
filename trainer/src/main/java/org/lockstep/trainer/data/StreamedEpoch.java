package org.lockstep.trainer.data;

import java.util.List;

/**
 * An order of the rows of a streamed shard, of which two windows of blocks are in memory: the one
 * that steps ask for, and the next one of the epoch, which is read meanwhile. Every window is read
 * once an epoch, if steps ask for their rows in order.
 */
final class StreamedEpoch extends EpochRows {
  private final StreamedRows streamed;
  private final ReadAhead ahead;
  private final BlockOrder shuffled;

  /** A block at a time: evaluation needs no window. */
  private final BlockOrder inTurn;

  private BlockOrder order;
  private int start;
  private int[] rows = new int[0];
  private int[] numbers = new int[0];
  private List<Shard> blocks = List.of();

  StreamedEpoch(StreamedRows streamed) {
    this.streamed = streamed;
    ahead = new ReadAhead(streamed);
    shuffled = new BlockOrder(streamed.rows(), streamed.blockRows(), streamed.windowBlocks());
    inTurn = new BlockOrder(streamed.rows(), streamed.blockRows(), 1);
    order = inTurn;
  }

  @Override
  public void shuffle(long seed, int epoch, int worker) {
    shuffled.shuffle(seed, epoch, worker);
    order = shuffled;
    drop();
    ahead.drop();
  }

  @Override
  public void ascending() {
    order = inTurn;
    drop();
    ahead.drop();
  }

  @Override
  public void select(MiniBatch batch, int from, int to) {
    batch.clear();
    for (int position = from; position < to; position++) {
      int row = windowRow(position);
      batch.append(blocks.get(row / streamed.blockRows()), row % streamed.blockRows());
    }
    batch.finish();
  }

  @Override
  public int shardRow(int position) {
    int row = windowRow(position);
    int blockRows = streamed.blockRows();
    return numbers[row / blockRows] * blockRows + row % blockRows;
  }

  /** Which of the window's rows is at a position. Only the window's last block may be short. */
  private int windowRow(int position) {
    if (position < start || position >= start + rows.length) {
      load(order.windowOf(position));
    }
    return rows[position - start];
  }

  private void load(int window) {
    drop(); // first, so that three windows are never in memory
    numbers = order.blocks(window);
    blocks = ahead.take(numbers);
    start = order.start(window);
    rows = order.rows(window);
    if (start + rows.length < streamed.rows()) {
      ahead.begin(order.blocks(window + 1));
    }
  }

  private void drop() {
    blocks = List.of();
    rows = new int[0];
  }
}
