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

  /** Writes zₖ − m; returns Σᵢ wᵢ·(m − z_t). */
  private static double shift(Matrix logits, float[] targets, float[] weights, Matrix out) {
    int classes = logits.columns();
    float[] z = logits.data();
    double misses = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int from = logits.offset() + row * classes;
      float max = SoftmaxRows.max(logits, row);
      misses += weights[row] * ((double) max - z[from + (int) targets[row]]);
      int to = out.offset() + row * classes;
      for (int k = 0; k < classes; k++) {
        out.data()[to + k] = z[from + k] - max;
      }
    }
    return misses;
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    SoftmaxRows.exponentials(new ScalarElements(), logits, out);
    for (int row = 0; row < logits.rows(); row++) {
      double sum = SoftmaxRows.sum(out, row);
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, (float) (out.get(row, k) / sum));
      }
    }
  }
}
