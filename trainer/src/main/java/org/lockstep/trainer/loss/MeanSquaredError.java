package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ (yₖ − tₖ)², the mean over a row's outputs, as in Keras; ∂ℓ/∂yₖ = 2·(yₖ −
 * tₖ)/outputs. One target column an output. Differences, squares and sums are doubles.
 */
public record MeanSquaredError() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double weight = weights[row];
      double squares = 0;
      for (int k = 0; k < outputs; k++) {
        double difference = (double) logits.get(row, k) - targets[row * outputs + k];
        squares += difference * difference;
        delta.set(row, k, (float) (weight * (2 * difference / outputs)));
      }
      total += weight * (squares / outputs);
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double squares = 0;
      for (int k = 0; k < outputs; k++) {
        double difference = (double) logits.get(row, k) - targets[row * outputs + k];
        squares += difference * difference;
      }
      total += (double) weights[row] * (squares / outputs);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    System.arraycopy(
        logits.data(), logits.offset(), out.data(), out.offset(), logits.rows() * logits.columns());
  }
}
