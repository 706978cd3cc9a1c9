package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/**
 * What {@link SigmoidCrossEntropy} and {@link ReconstructionCrossEntropy} have in common: with t′ =
 * (1 − α)·t + α/2 a row's mean over its outputs of f·(max(z, 0) − z·t′ + log(1 + e^{−|z|})).
 */
final class SigmoidRows {
  private SigmoidRows() {}

  /**
   * As {@link Loss#lossAndDelta(Elements, Matrix, float[], float[], Matrix)}.
   *
   * @param smoothing α
   * @param positive f of each output where its target is 1; empty for all 1
   */
  static double lossAndDelta(
      Elements elements,
      double smoothing,
      double[] positive,
      Matrix logits,
      float[] targets,
      float[] weights,
      Matrix delta) {
    int from = delta.offset();
    int to = from + logits.rows() * logits.columns();
    minusSize(logits, delta);
    elements.softplus(delta.data(), delta.data(), from, to); // log(1 + e^{−|z|})
    double total = loss(smoothing, positive, logits, targets, weights, delta);
    minusSize(logits, delta);
    elements.exp(delta.data(), delta.data(), from, to);
    slopes(smoothing, positive, logits, targets, weights, delta);
    return total;
  }

  /** −|z|. */
  static void minusSize(Matrix logits, Matrix out) {
    int size = logits.rows() * logits.columns();
    for (int i = 0; i < size; i++) {
      out.data()[out.offset() + i] = -Math.abs(logits.data()[logits.offset() + i]);
    }
  }

  private static double loss(
      double smoothing,
      double[] positive,
      Matrix logits,
      float[] targets,
      float[] weights,
      Matrix logs) {
    int outputs = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      double sum = 0;
      for (int k = 0; k < outputs; k++) {
        float z = logits.get(row, k);
        float given = targets[row * outputs + k];
        double linear = Math.max(z, 0f) - z * smoothed(smoothing, given);
        sum += factor(positive, k, given) * (linear + logs.get(row, k));
      }
      total += weights[row] * (sum / outputs);
    }
    return total;
  }

  /** (1 − t′)·σ(z) − t′·σ(−z), where both sigmoids come from e^{−|z|}. */
  private static void slopes(
      double smoothing,
      double[] positive,
      Matrix logits,
      float[] targets,
      float[] weights,
      Matrix delta) {
    int outputs = logits.columns();
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < outputs; k++) {
        float z = logits.get(row, k);
        float e = delta.get(row, k);
        float given = targets[row * outputs + k];
        double target = smoothed(smoothing, given);
        float one = (z < 0f ? e : 1f) / (1f + e);
        float zero = (-z < 0f ? e : 1f) / (1f + e);
        double slope = factor(positive, k, given) * ((1 - target) * one - target * zero);
        delta.set(row, k, (float) (weights[row] * (slope / outputs)));
      }
    }
  }

  private static double smoothed(double smoothing, float target) {
    return (1 - smoothing) * target + smoothing / 2;
  }

  private static double factor(double[] positive, int output, float target) {
    return positive.length > 0 && target == 1 ? positive[output] : 1;
  }
}
