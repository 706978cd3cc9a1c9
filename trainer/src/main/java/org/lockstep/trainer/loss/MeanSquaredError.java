package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/** ℓ = (1/outputs)·Σₖ (yₖ − tₖ)²; ∂ℓ/∂yₖ = 2·(yₖ − tₖ)/outputs. */
public record MeanSquaredError() implements NumberLoss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
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
}
