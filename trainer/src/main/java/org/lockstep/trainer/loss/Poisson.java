package org.lockstep.trainer.loss;

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
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      for (int k = 0; k < outputs; k++) {
        double slope = (double) FloatMath.exp(logits.get(row, k)) - targets[row * outputs + k];
        delta.set(row, k, (float) (weights[row] * (slope / outputs)));
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

  private static double rowLoss(Matrix logits, int row, float[] targets) {
    int outputs = logits.columns();
    double sum = 0;
    for (int k = 0; k < outputs; k++) {
      float z = logits.get(row, k);
      sum += FloatMath.exp(z) - (double) targets[row * outputs + k] * z;
    }
    return sum / outputs;
  }
}
