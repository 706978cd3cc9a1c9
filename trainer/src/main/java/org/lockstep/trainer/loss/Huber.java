package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ h(yₖ − tₖ) with h(d) = d²/2 where |d| ≤ δ, otherwise δ·(|d| − δ/2); ∂ℓ/∂yₖ =
 * min(δ, max(−δ, yₖ − tₖ))/outputs. Huber 1964, as Keras' {@code Huber} and PyTorch's {@code
 * huber_loss}.
 *
 * @param delta δ &gt; 0
 */
public record Huber(double delta) implements NumberLoss {

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
        double apart = Math.abs(difference);
        sum += apart <= this.delta ? apart * apart / 2 : this.delta * (apart - this.delta / 2);
        double slope = Math.max(-this.delta, Math.min(this.delta, difference));
        delta.set(row, k, (float) (weight * (slope / outputs)));
      }
      total += weight * (sum / outputs);
    }
    return total;
  }
}
