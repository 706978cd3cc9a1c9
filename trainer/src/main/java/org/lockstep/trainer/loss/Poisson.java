package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ (e^{zₖ} − tₖ·zₖ), the mean over a row's outputs; ∂ℓ/∂zₖ = (e^{zₖ} −
 * tₖ)/outputs. The negative log-likelihood of counts t ≥ 0 with mean e^z, without log t!, which no
 * weight changes, so it may be negative; as PyTorch's {@code poisson_nll_loss} with {@code
 * log_input}.
 *
 * <p>The network predicts e^z, and metrics compare e^z with the targets.
 */
public record Poisson() implements Loss {

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    int size = logits.rows() * outputs;
    System.arraycopy(logits.data(), logits.offset(), delta.data(), delta.offset(), size);
    elements.exp(delta.data(), delta.data(), delta.offset(), delta.offset() + size);
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < outputs; k++) {
        double target = targets[row * outputs + k];
        double mean = delta.get(row, k);
        sum += mean - target * logits.get(row, k);
        delta.set(row, k, (float) (weights[row] * ((mean - target) / outputs)));
      }
      total += weights[row] * (sum / outputs);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, FloatMath.exp(logits.get(row, k)));
      }
    }
  }

  @Override
  public void applyLink(Matrix logits) {
    predictions(logits, logits);
  }
}
