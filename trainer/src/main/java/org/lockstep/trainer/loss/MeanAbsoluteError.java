package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ |yₖ − tₖ|, the mean over a row's outputs, as in Keras; ∂ℓ/∂yₖ = sign(yₖ −
 * tₖ)/outputs, 0 where they are equal.
 */
public record MeanAbsoluteError() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      for (int k = 0; k < outputs; k++) {
        double difference = (double) logits.get(row, k) - targets[row * outputs + k];
        delta.set(row, k, (float) (weights[row] * (Math.signum(difference) / outputs)));
      }
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    new MeanSquaredError().predictions(logits, out);
  }

  private static double rowLoss(Matrix logits, int row, float[] targets) {
    int outputs = logits.columns();
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      sum += Math.abs((double) logits.get(row, k) - targets[row * outputs + k]);
    }
    return sum / outputs;
  }
}
