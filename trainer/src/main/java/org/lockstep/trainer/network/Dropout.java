package org.lockstep.trainer.network;

import java.util.Arrays;
import java.util.List;
import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Draws the masks of one dropout layer. Element (row of the worker's batch, column) is kept if its
 * number u of the stream (seed, step, worker, layer), at counter row·columns + column, is at least
 * the rate; a kept element's factor is 1/(1 − rate). So a mask does not depend on how the rows are
 * stored or who computes them.
 *
 * @param layer its index among the network's layers
 */
record Dropout(double rate, int layer) {

  /** The key of a step's masks; {@code step} counts from 0 over the whole run. */
  record Key(long seed, long step, int worker) {}

  private Stream stream(Key key) {
    return Stream.of(key.seed(), Purpose.DROPOUT, key.step(), key.worker(), layer);
  }

  private float factor(float u) {
    return u < (float) rate ? 0f : (float) (1 / (1 - rate));
  }

  /**
   * Writes the product of the layers' masks to {@code mask[0 … count−1]}.
   *
   * @param draws overwritten, as long as {@code mask}
   */
  static void fill(List<Dropout> dropouts, Key key, float[] mask, float[] draws, int count) {
    Arrays.fill(mask, 0, count, 1f);
    for (Dropout dropout : dropouts) {
      dropout.stream(key).floats(0, draws, 0, count);
      for (int i = 0; i < count; i++) {
        mask[i] *= dropout.factor(draws[i]);
      }
    }
  }

  /** Drops elements of a mini-batch in place; of sparse rows, among the non-zeros only. */
  void dropInput(MiniBatch batch, Key key) {
    Stream stream = stream(key);
    if (batch.isSparse()) {
      SparseRows rows = batch.sparse();
      float[] values = batch.ownValues();
      for (int i = 0; i < batch.rows(); i++) {
        int row = batch.order()[batch.from() + i];
        for (int k = rows.starts()[row]; k < rows.starts()[row + 1]; k++) {
          long counter = (long) i * rows.columns() + rows.indices()[k];
          values[k] *= factor(stream.floatAt(counter));
        }
      }
    } else {
      Matrix rows = batch.dense();
      int count = rows.rows() * rows.columns();
      for (int i = 0; i < count; i++) {
        rows.data()[rows.offset() + i] *= factor(stream.floatAt(i));
      }
    }
  }
}
