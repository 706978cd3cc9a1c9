package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = −log softmax(z)[t] = log Σₖ e^{zₖ−m} − (z_t − m) with m = maxₖ zₖ; ∂ℓ/∂zₖ = softmax(z)ₖ − [k
 * = t].
 *
 * <p>The exponentials are floats ({@link FloatMath#exp}); their sum, the quotient and the logarithm
 * are doubles. The target is one column, the class index.
 */
public record SoftmaxCrossEntropy() implements Loss {

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int target = (int) targets[row];
      float weight = weights[row];
      float max = max(logits, row);
      // Read before delta, which may be the same matrix, is written.
      double shifted = (double) logits.get(row, target) - max;
      double sum = exponentials(logits, row, max, delta);
      for (int k = 0; k < logits.columns(); k++) {
        double probability = delta.get(row, k) / sum;
        delta.set(row, k, (float) (weight * (probability - (k == target ? 1 : 0))));
      }
      total += weight * (StrictMath.log(sum) - shifted);
    }
    return total;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float max = max(logits, row);
      double sum = sum(logits, row, max);
      double shifted = (double) logits.get(row, (int) targets[row]) - max;
      total += weights[row] * (StrictMath.log(sum) - shifted);
    }
    return total;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      double sum = exponentials(logits, row, max(logits, row), out);
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, (float) (out.get(row, k) / sum));
      }
    }
  }

  static float max(Matrix logits, int row) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < logits.columns(); k++) {
      max = Math.max(max, logits.get(row, k));
    }
    return max;
  }

  /** Σₖ e^{zₖ−max}, in column order. */
  static double sum(Matrix logits, int row, float max) {
    double sum = 0;
    for (int k = 0; k < logits.columns(); k++) {
      sum += FloatMath.exp(logits.get(row, k) - max);
    }
    return sum;
  }

  /** Writes e^{zₖ−max} to the row of {@code out} and returns their sum, in column order. */
  static double exponentials(Matrix logits, int row, float max, Matrix out) {
    double sum = 0;
    for (int k = 0; k < logits.columns(); k++) {
      float exponential = FloatMath.exp(logits.get(row, k) - max);
      out.set(row, k, exponential);
      sum += exponential;
    }
    return sum;
  }
}
