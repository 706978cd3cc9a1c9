package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * A loss of predicted numbers yₖ, the mean over a row's outputs, as in Keras; one target column an
 * output. Its delta may be written over the logits. Differences and sums are doubles.
 */
sealed interface NumberLoss extends Loss permits MeanSquaredError, MeanAbsoluteError, Huber {

  @Override
  default void predictions(Matrix logits, Matrix out) {
    System.arraycopy(
        logits.data(), logits.offset(), out.data(), out.offset(), logits.rows() * logits.columns());
  }
}
