package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarElements;

/**
 * ℓ = −log softmax(z)[t] = log Σₖ e^{zₖ−m} − (z_t − m) with m = maxₖ zₖ; ∂ℓ/∂zₖ = softmax(z)ₖ − [k
 * = t].
 *
 * <p>The exponentials are floats ({@link FloatMath#exp}); their sum, the quotient and the logarithm
 * are doubles. The target is one column, the class index. Logarithms and distances from m are added
 * up apart; neither is negative, so nothing cancels.
 */
public record SoftmaxCrossEntropy() implements Loss {

  private static final Elements SCALAR = new ScalarElements();

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return lossAndDelta(SCALAR, logits, targets, weights, delta);
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    double misses = shift(logits, targets, weights, delta);
    int classes = logits.columns();
    float[] d = delta.data();
    int end = delta.offset() + logits.rows() * classes;
    elements.exp(d, d, delta.offset(), end);
    double logs = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int first = delta.offset() + row * classes;
      double sum = 0;
      for (int k = first; k < first + classes; k++) {
        sum += d[k];
      }
      float weight = weights[row];
      int target = first + (int) targets[row];
      for (int k = first; k < first + classes; k++) {
        d[k] = (float) (weight * (d[k] / sum - (k == target ? 1 : 0)));
      }
      logs += weight * StrictMath.log(sum);
    }
    return logs + misses;
  }

  /** Writes zₖ − m to {@code out}, which may be {@code logits}; returns Σᵢ wᵢ·(m − z_t). */
  private static double shift(Matrix logits, float[] targets, float[] weights, Matrix out) {
    int classes = logits.columns();
    float[] z = logits.data();
    double misses = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int from = logits.offset() + row * classes;
      float max = max(logits, row);
      misses += weights[row] * ((double) max - z[from + (int) targets[row]]);
      int to = out.offset() + row * classes;
      for (int k = 0; k < classes; k++) {
        out.data()[to + k] = z[from + k] - max;
      }
    }
    return misses;
  }

  @Override
  public double loss(Matrix logits, float[] targets, float[] weights) {
    double misses = 0;
    double logs = 0;
    for (int row = 0; row < logits.rows(); row++) {
      float max = max(logits, row);
      misses += weights[row] * ((double) max - logits.get(row, (int) targets[row]));
      logs += weights[row] * StrictMath.log(sum(logits, row, max));
    }
    return logs + misses;
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
