package org.lockstep.trainer.loss;

import java.io.Serializable;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
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
    permits SoftmaxCrossEntropy,
        SigmoidCrossEntropy,
        SmoothedSoftmaxCrossEntropy,
        SmoothedSigmoidCrossEntropy,
        SoftmaxFocal,
        SigmoidFocal,
        MulticlassHinge,
        BinaryHinge,
        MultiLabelLoss,
        ReconstructionCrossEntropy,
        KlDivergence,
        MeanSquaredError,
        MeanAbsoluteError,
        Huber,
        Poisson,
        BoundedOutput,
        ThresholdOutput {

  /** The loss that a network is trained with. */
  static Loss of(NetworkSpec network) {
    return withOutput(of(network.task(), network.loss()), network.output());
  }

  /**
   * The loss that a split is evaluated by: that of training without factors on labels, so that runs
   * with different factors can be compared.
   */
  static Loss ofEvaluation(NetworkSpec network) {
    return withOutput(of(network.task(), network.loss().unweighted()), network.output());
  }

  private static Loss withOutput(Loss loss, OutputSpec output) {
    if (output instanceof OutputSpec.Bounded bounds) {
      return new BoundedOutput(loss, bounds);
    }
    return output instanceof OutputSpec.Threshold ? new ThresholdOutput(loss) : loss;
  }

  /** The form that a loss takes for a task, which must be one of {@link LossSpec#tasks()}. */
  static Loss of(Task task, LossSpec spec) {
    if (task == Task.MULTI_LABEL) {
      return MultiLabelLoss.of(spec);
    }
    if (task == Task.RECONSTRUCTION && spec instanceof LossSpec.CrossEntropy) {
      return new ReconstructionCrossEntropy();
    }
    boolean binary = task == Task.BINARY;
    if (spec instanceof LossSpec.CrossEntropy choice) {
      double smoothing = choice.labelSmoothing();
      if (smoothing == 0) {
        return binary ? new SigmoidCrossEntropy() : new SoftmaxCrossEntropy();
      }
      return binary
          ? new SmoothedSigmoidCrossEntropy(smoothing)
          : new SmoothedSoftmaxCrossEntropy(smoothing);
    } else if (spec instanceof LossSpec.Focal choice) {
      return binary ? new SigmoidFocal(choice.gamma()) : new SoftmaxFocal(choice.gamma());
    } else if (spec instanceof LossSpec.Hinge) {
      return binary ? new BinaryHinge() : new MulticlassHinge();
    } else if (spec instanceof LossSpec.KlDivergence) {
      return new KlDivergence();
    } else if (spec instanceof LossSpec.AbsoluteError) {
      return new MeanAbsoluteError();
    } else if (spec instanceof LossSpec.Huber choice) {
      return new Huber(choice.delta());
    } else if (spec instanceof LossSpec.Poisson) {
      return new Poisson();
    }
    return new MeanSquaredError();
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

  /**
   * The same, to the bit, by a kernel's element-wise functions where the loss has many to ask for.
   */
  default double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return lossAndDelta(logits, targets, weights, delta);
  }

  /** The same sum Σ wᵢ·ℓᵢ, to the bit, without the gradient. */
  double loss(Matrix logits, float[] targets, float[] weights);

  /**
   * What the network says: writes softmax probabilities, the probability of class 1, or the linear
   * outputs. {@code out} is (rows, outputs) and may be {@code logits}.
   */
  void predictions(Matrix logits, Matrix out);

  /**
   * Turns logits, in place, into what metrics are counted on: nothing changes but where the network
   * predicts numbers through a link, such as e^z.
   */
  default void applyLink(Matrix logits) {
    // Classes are told apart by their logits, and most numbers are predicted as they are.
  }
}
