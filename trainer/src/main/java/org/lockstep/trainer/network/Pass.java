package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * What the stages of a pass share. One object a pass kind, reused from mini-batch to mini-batch.
 */
final class Pass {
  private final MatrixMath math;
  private float[] parameters = new float[0];
  private MiniBatch batch;
  private StepKey key;

  Pass(MatrixMath math) {
    this.math = math;
  }

  /**
   * @param key null in evaluation
   */
  Pass over(float[] parameters, MiniBatch batch, StepKey key) {
    this.parameters = parameters;
    this.batch = batch;
    this.key = key;
    return this;
  }

  MatrixMath math() {
    return math;
  }

  float[] parameters() {
    return parameters;
  }

  MiniBatch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  /** Whether noise is added, values are dropped and the batch's own statistics are used. */
  boolean training() {
    return key != null;
  }

  /** Only in training, and in the forward pass. */
  StepKey key() {
    return key;
  }
}
