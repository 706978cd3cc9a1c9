package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ h(yₖ − tₖ) with h(d) = d²/2 where |d| ≤ δ, otherwise δ·(|d| − δ/2), the mean
 * over a row's outputs; ∂ℓ/∂yₖ = min(δ, max(−δ, yₖ − tₖ))/outputs. Huber 1964, as Keras' {@code
 * Huber} and PyTorch's {@code huber_loss}.
 *
 * @param delta δ &gt; 0
 */
public record Huber(double delta) implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      for (int k = 0; k < outputs; k++) {
        double difference = (double) logits.get(row, k) - targets[row * outputs + k];
        delta.set(
            row,
            k,
            (float)
                (weights[row]
                    * (Math.max(-this.delta, Math.min(this.delta, difference)) / outputs)));
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

  private double rowLoss(Matrix logits, int row, float[] targets) {
    int outputs = logits.columns();
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      double apart = Math.abs((double) logits.get(row, k) - targets[row * outputs + k]);
      sum += apart <= delta ? apart * apart / 2 : delta * (apart - delta / 2);
    }
    return sum / outputs;
  }
}
