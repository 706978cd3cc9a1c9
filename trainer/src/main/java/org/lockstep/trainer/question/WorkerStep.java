package org.lockstep.trainer.question;

import org.lockstep.trainer.data.EpochRows;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.StepRows;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * The rows that one worker brings to some consecutive steps of an epoch, for questions that come up
 * after the step: found anew from (shard, epoch, steps), in buffers of their own.
 */
public final class WorkerStep {
  private final Shard shard;
  private final EpochRows rows;
  private final int from;
  private final int to;

  /**
   * @param epoch counted from 0
   * @param fromStep counted from 0 within the epoch
   * @param toStep exclusive
   */
  public WorkerStep(
      TrainingSpec training,
      int worker,
      Shard shard,
      long totalRows,
      int epoch,
      int fromStep,
      int toStep) {
    this.shard = shard;
    int workers = training.workers();
    from = StepRows.from(fromStep, training.batchSize(), totalRows, worker, workers);
    to = StepRows.from(toStep, training.batchSize(), totalRows, worker, workers);
    rows = EpochRows.of(shard);
    rows.shuffle(training.seed(), epoch, worker);
  }

  public int rows() {
    return to - from;
  }

  /** The shard's row that is row i of {@link #batch()}. */
  public int shardRow(int row) {
    return rows.shardRow(from + row);
  }

  /** All the rows. */
  public MiniBatch batch() {
    MiniBatch batch = new MiniBatch(shard, rows());
    rows.select(batch, from, to);
    return batch;
  }
}
