package org.lockstep.trainer.data;

/** An order of the rows of a shard that can be read at any place. */
final class EpochInMemory extends EpochRows {
  private final int[] order;

  EpochInMemory(int rows) {
    order = new int[rows];
  }

  @Override
  public void shuffle(long seed, int epoch, int worker) {
    EpochOrder.fill(order, seed, epoch, worker);
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
