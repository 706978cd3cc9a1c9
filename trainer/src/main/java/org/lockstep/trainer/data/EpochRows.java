package org.lockstep.trainer.data;

/**
 * The rows of a shard in the order of an epoch, wherever they are. Steps ask for ascending
 * positions; anything else costs time where the shard is streamed. Not thread-safe.
 */
public abstract class EpochRows {

  EpochRows() {}

  public static EpochRows of(Shard shard) {
    return shard.features() instanceof StreamedRows streamed
        ? new StreamedEpoch(streamed)
        : new EpochInMemory(shard.rows());
  }

  /**
   * Takes the order in which a worker is trained.
   *
   * @param epoch counted from 0
   */
  public abstract void shuffle(long seed, int epoch, int worker);

  /** Takes the order of evaluation, which is the shard's. */
  public abstract void ascending();

  /** Makes the rows at the positions from … to − 1 the batch's. */
  public abstract void select(MiniBatch batch, int from, int to);

  /** The number in the shard of the row at a position. */
  public abstract int shardRow(int position);
}
