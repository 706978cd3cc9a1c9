package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/outputs)·Σₖ (max(zₖ, 0) − zₖ·tₖ + log(1 + e^{−|zₖ|})), the mean over a row's outputs of
 * {@link SigmoidCrossEntropy}; one target an output, in [0, 1], as of pixels or shares. ∂ℓ/∂zₖ =
 * (σ(zₖ) − tₖ)/outputs, computed as (1 − tₖ)·σ(zₖ) − tₖ·σ(−zₖ), which does not cancel.
 *
 * <p>Least, and not 0, where σ(zₖ) = tₖ: there it is the entropy of the target. The network
 * predicts σ(z), and metrics compare σ(z) with the targets. Sums are doubles, in column order.
 */
public record ReconstructionCrossEntropy() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      for (int k = 0; k < outputs; k++) {
        float z = logits.get(row, k);
        double target = targets[row * outputs + k];
        double slope = (1 - target) * FloatMath.sigmoid(z) - target * FloatMath.sigmoid(-z);
        delta.set(row, k, (float) (weights[row] * (slope / outputs)));
      }
    }
    return total;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return delta.data() == logits.data()
        ? lossAndDelta(logits, targets, weights, delta)
        : SigmoidRows.lossAndDelta(elements, 0, logits, targets, weights, delta);
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
        out.set(row, k, FloatMath.sigmoid(logits.get(row, k)));
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
      double linear = Math.max(z, 0f) - (double) z * targets[row * outputs + k];
      sum += linear + FloatMath.log1p(FloatMath.exp(-Math.abs(z)));
    }
    return sum / outputs;
  }
}
