package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * Draws the masks of one dropout layer: an element is kept if its number of the stream is at least
 * the rate; a kept element's factor is 1/(1 − rate).
 *
 * @param layer its index among the network's layers
 */
record Dropout(double rate, int layer) implements InputChange {

  private float factor(float u) {
    return u < (float) rate ? 0f : kept();
  }

  private float kept() {
    return (float) (1 / (1 - rate));
  }

  /** Writes the factors to {@code mask[0 … count−1]}. */
  void fill(Elements elements, StepKey key, float[] mask, int count) {
    Stream stream = key.stream(Purpose.DROPOUT, layer);
    elements.dropoutMask(stream, (float) rate, kept(), mask, 0, count);
  }

  /** Drops elements; of sparse rows, among the non-zeros only. */
  @Override
  public void change(MiniBatch batch, StepKey key) {
    Stream stream = key.stream(Purpose.DROPOUT, layer);
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
