package org.lockstep.trainer.loss;

import java.util.List;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;

/**
 * ℓ = (1/labels)·Σₖ fₖ·ℓₖ(zₖ, tₖ), the mean over a row's labels, as in Keras' {@code
 * BinaryCrossentropy} and PyTorch's {@code BCEWithLogitsLoss} (over a batch of equal weights the
 * mean over all elements). One logit and one target, 0 or 1, a label; fₖ is the label's positive
 * weight where tₖ = 1 and 1 where tₖ = 0 (PyTorch's {@code pos_weight}). ∂ℓ/∂zₖ = fₖ·ℓₖ′/labels.
 *
 * <p>Sums and factors are doubles; labels are added in column order.
 */
public final class MultiLabelLoss implements Loss {
  private static final long serialVersionUID = 1L;

  private final LabelTerm term;

  /** One a label; empty for all 1. */
  private final double[] positive;

  private MultiLabelLoss(LabelTerm term, double[] positive) {
    this.term = term;
    this.positive = positive;
  }

  /** The multi-label form of cross-entropy (smoothed or not), focal and hinge, weighted or not. */
  static MultiLabelLoss of(LossSpec spec) {
    if (spec instanceof LossSpec.PositiveWeighted weighted) {
      double[] positive = weighted.positive().stream().mapToDouble(factor -> factor).toArray();
      return new MultiLabelLoss(term(weighted.loss()), positive);
    }
    return new MultiLabelLoss(term(spec), new double[0]);
  }

  private static LabelTerm term(LossSpec spec) {
    if (spec instanceof LossSpec.CrossEntropy choice) {
      return new LabelTerm.CrossEntropy(choice.labelSmoothing());
    } else if (spec instanceof LossSpec.Focal choice) {
      return new LabelTerm.Focal(choice.gamma());
    } else if (spec instanceof LossSpec.Hinge) {
      return new LabelTerm.Hinge();
    }
    List<String> known = List.of("cross_entropy", "focal", "hinge");
    throw new IllegalArgumentException(
        "a loss of labels must be one of %s. Received: %s".formatted(known, spec.name()));
  }

  @Override
  public double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    int labels = logits.columns();
    double total = 0;
    for (int row = 0; row < logits.rows(); row++) {
      total += weights[row] * rowLoss(logits, row, targets);
      for (int k = 0; k < labels; k++) {
        boolean one = targets[row * labels + k] == 1;
        double slope = factor(k, one) * term.slope(logits.get(row, k), one);
        delta.set(row, k, (float) (weights[row] * (slope / labels)));
      }
    }
    return total;
  }

  @Override
  public double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return term instanceof LabelTerm.CrossEntropy choice && delta.data() != logits.data()
        ? SigmoidRows.lossAndDelta(
            elements, choice.smoothing(), positive, logits, targets, weights, delta)
        : lossAndDelta(logits, targets, weights, delta);
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
    Matrix column = new Matrix(logits.data(), logits.offset(), size(logits), 1);
    new SigmoidCrossEntropy()
        .predictions(column, new Matrix(out.data(), out.offset(), size(logits), 1));
  }

  private double rowLoss(Matrix logits, int row, float[] targets) {
    int labels = logits.columns();
    double sum = 0;
    for (int k = 0; k < labels; k++) {
      boolean one = targets[row * labels + k] == 1;
      sum += factor(k, one) * term.loss(logits.get(row, k), one);
    }
    return sum / labels;
  }

  private double factor(int label, boolean one) {
    return one && positive.length > 0 ? positive[label] : 1;
  }

  private static int size(Matrix matrix) {
    return Math.multiplyExact(matrix.rows(), matrix.columns());
  }
}
