package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * The noise of one layer: σ times the standard normal numbers of its stream, a double cast to float
 * once.
 *
 * @param layer its index among the network's layers
 */
record GaussianNoise(double standardDeviation, int layer) implements InputChange {

  private float at(Stream stream, long counter) {
    return (float) (standardDeviation * stream.gaussianAt(counter));
  }

  /** {@code out[i] = in[i] + noise}, i in {@code 0 … count−1}. */
  void add(StepKey key, float[] in, float[] out, int count) {
    Stream stream = key.stream(Purpose.NOISE, layer);
    for (int i = 0; i < count; i++) {
      out[i] = in[i] + at(stream, i);
    }
  }

  /** Of sparse rows, among the non-zeros only. */
  @Override
  public void change(MiniBatch batch, StepKey key) {
    Stream stream = key.stream(Purpose.NOISE, layer);
    if (batch.isSparse()) {
      SparseRows rows = batch.sparse();
      float[] values = batch.ownValues();
      for (int i = 0; i < batch.rows(); i++) {
        int row = batch.order()[batch.from() + i];
        for (int k = rows.starts()[row]; k < rows.starts()[row + 1]; k++) {
          values[k] += at(stream, (long) i * rows.columns() + rows.indices()[k]);
        }
      }
    } else {
      Matrix rows = batch.dense();
      int count = rows.rows() * rows.columns();
      for (int i = 0; i < count; i++) {
        rows.data()[rows.offset() + i] += at(stream, i);
      }
    }
  }
}
