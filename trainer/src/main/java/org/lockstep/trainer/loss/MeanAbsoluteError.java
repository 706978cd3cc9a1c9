package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/** ℓ = (1/outputs)·Σₖ |yₖ − tₖ|; ∂ℓ/∂yₖ = sign(yₖ − tₖ)/outputs, 0 where they are equal. */
public record MeanAbsoluteError() implements NumberLoss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double weight = weights[row];
      double sum = 0;
      for (int k = 0; k < outputs; k++) {
        double difference = (double) logits.get(row, k) - targets[row * outputs + k];
        sum += Math.abs(difference);
        delta.set(row, k, (float) (weight * (Math.signum(difference) / outputs)));
      }
      total += weight * (sum / outputs);
    }
    return total;
  }
}
