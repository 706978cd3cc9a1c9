package org.lockstep.trainer.data;

import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/** An order of the rows of a shard that can be read at any place. */
final class EpochInMemory extends EpochRows {
  private final int[] order;
  private final Stream stream = Stream.of(0, Purpose.ORDER);

  EpochInMemory(int rows) {
    order = new int[rows];
  }

  @Override
  public void shuffle(long seed, int epoch, int worker) {
    EpochOrder.fill(order, stream.moveTo(seed, Purpose.ORDER, epoch, worker), 0);
  }

  @Override
  public void ascending() {
    EpochOrder.fillAscending(order);
  }

  @Override
  public void select(MiniBatch batch, int from, int to) {
    batch.select(order, from, to);
  }

  @Override
  public int shardRow(int position) {
    return order[position];
  }
}
