package org.lockstep.trainer.loss;

import org.lockstep.trainer.matrix.FloatMath;
import org.lockstep.trainer.matrix.Matrix;

/**
 * ℓ = (1/labels)·Σₖ fₖ·ℓₖ(zₖ, tₖ), the mean over a row's labels, as in Keras' {@code
 * BinaryCrossentropy} and PyTorch's {@code BCEWithLogitsLoss} (over a batch of equal weights the
 * mean over all elements); two classes are one label. One logit and one target, 0 or 1, a label; fₖ
 * is the label's positive weight where tₖ = 1 and 1 where tₖ = 0 (PyTorch's {@code pos_weight}).
 * ∂ℓ/∂zₖ = fₖ·ℓₖ′/labels.
 *
 * <p>Sums and factors are doubles; labels are added in column order.
 */
abstract sealed class LabelLoss implements Loss
    permits SigmoidCrossEntropy, SigmoidFocal, SigmoidHinge {
  private static final long serialVersionUID = 1L;

  /** The factors of labels that are not weighted. */
  static final double[] ALL_ONE = new double[0];

  private final double[] positive;

  /**
   * @param positive one a label; empty for all 1
   */
  LabelLoss(double[] positive) {
    this.positive = positive;
  }

  final double factor(int label, boolean one) {
    return one && positive.length > 0 ? positive[label] : 1;
  }

  /** −|z|. */
  static void minusSize(Matrix logits, Matrix out) {
    int size = logits.rows() * logits.columns();
    for (int i = 0; i < size; i++) {
      out.data()[out.offset() + i] = -Math.abs(logits.data()[logits.offset() + i]);
    }
  }

  @Override
  public void predictions(Matrix logits, Matrix out) {
    for (int row = 0; row < logits.rows(); row++) {
      for (int k = 0; k < logits.columns(); k++) {
        out.set(row, k, FloatMath.sigmoid(logits.get(row, k)));
      }
    }
  }
}
