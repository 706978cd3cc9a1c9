package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;

/** What the losses of softmax outputs have in common: with m = maxₖ zₖ a row's e^{zₖ−m}. */
final class SoftmaxRows {

  private SoftmaxRows() {}

  static float max(Matrix logits, int row) {
    float max = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < logits.columns(); k++) {
      max = Math.max(max, logits.get(row, k));
    }
    return max;
  }

  /** Writes e^{zₖ−m} of all rows. */
  static void exponentials(Elements elements, Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      float max = max(logits, row);
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, logits.get(row, k) - max);
      }
    }
    int end = out.offset() + logits.rows() * logits.columns();
    elements.exp(out.data(), out.data(), out.offset(), end);
  }

  /** Σₖ e^{zₖ−m}, in column order. */
  static double sum(Matrix exponentials, int row) {
    double sum = 0;
    for (int k = 0; k < exponentials.columns(); k++) {
      sum += exponentials.get(row, k);
    }
    return sum;
  }
}
