package org.lockstep.trainer.loss;

import java.io.Serializable;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.Task;

/**
 * A loss as a function of the logits (rows, outputs), that is, of what the last dense layer writes.
 *
 * <p>Reduction: the weighted SUM L = Σᵢ wᵢ·ℓᵢ over rows, and its gradient. Whoever wants the mean
 * divides both by Σᵢ wᵢ, once, after merging. Row terms are added in row order, in double.
 *
 * <p>Only the first {@code logits.rows()} rows of {@code targets} and {@code weights} are read. A
 * NaN or +∞ among the logits makes the loss NaN or infinite; nothing is hidden. Stateless and
 * thread-safe.
 */
public sealed interface Loss extends Serializable
    permits SoftmaxCrossEntropy, SigmoidCrossEntropy, MeanSquaredError {

  /** The loss that maximum likelihood gives for a task. */
  static Loss of(Task task) {
    return switch (task) {
      case MULTICLASS -> new SoftmaxCrossEntropy();
      case BINARY -> new SigmoidCrossEntropy();
      case REGRESSION -> new MeanSquaredError();
    };
  }

  /**
   * The loss and its gradient.
   *
   * @param targets row-major (rows, targetColumns)
   * @param weights one a row
   * @param delta (rows, outputs), receives wᵢ·∂ℓᵢ/∂logits; may be {@code logits}
   * @return Σ wᵢ·ℓᵢ
   */
  double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta);

  /** The same sum Σ wᵢ·ℓᵢ, to the bit, without the gradient. */
  double loss(Matrix logits, float[] targets, float[] weights);

  /**
   * What the network says: writes softmax probabilities, the probability of class 1, or the linear
   * outputs. {@code out} is (rows, outputs) and may be {@code logits}.
   */
  void predictions(Matrix logits, Matrix out);
}
