package org.lockstep.trainer.loss;

import java.io.Serializable;
import java.util.List;
import org.lockstep.trainer.matrix.Elements;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.ScalarElements;
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
        SmoothedSoftmaxCrossEntropy,
        SoftmaxFocal,
        MulticlassHinge,
        LabelLoss,
        ReconstructionCrossEntropy,
        KlDivergence,
        NumberLoss,
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
      return new BoundedOutput((NumberLoss) loss, bounds);
    }
    return output instanceof OutputSpec.Threshold ? new ThresholdOutput(loss) : loss;
  }

  /** The form that a loss takes for a task, which must be one of {@link LossSpec#tasks()}. */
  static Loss of(Task task, LossSpec spec) {
    boolean labels = task == Task.BINARY || task == Task.MULTI_LABEL;
    if (spec instanceof LossSpec.PositiveWeighted weighted) {
      double[] positive = weighted.positive().stream().mapToDouble(factor -> factor).toArray();
      return ofLabels(weighted.loss(), positive);
    } else if (labels) {
      return ofLabels(spec, LabelLoss.ALL_ONE);
    } else if (task == Task.RECONSTRUCTION && spec instanceof LossSpec.CrossEntropy) {
      return new ReconstructionCrossEntropy();
    } else if (spec instanceof LossSpec.CrossEntropy choice) {
      double smoothing = choice.labelSmoothing();
      return smoothing == 0
          ? new SoftmaxCrossEntropy()
          : new SmoothedSoftmaxCrossEntropy(smoothing);
    } else if (spec instanceof LossSpec.Focal choice) {
      return new SoftmaxFocal(choice.gamma());
    } else if (spec instanceof LossSpec.Hinge) {
      return new MulticlassHinge();
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

  private static Loss ofLabels(LossSpec spec, double[] positive) {
    if (spec instanceof LossSpec.CrossEntropy choice) {
      return new SigmoidCrossEntropy(choice.labelSmoothing(), positive);
    } else if (spec instanceof LossSpec.Focal choice) {
      return new SigmoidFocal(choice.gamma(), positive);
    } else if (spec instanceof LossSpec.Hinge) {
      return new SigmoidHinge(positive);
    }
    List<String> known = List.of("cross_entropy", "focal", "hinge");
    throw new IllegalArgumentException(
        "a loss of labels must be one of %s. Received: %s".formatted(known, spec.name()));
  }

  /**
   * The loss and its gradient.
   *
   * @param elements a kernel's element-wise functions; the bits are the same by any
   * @param targets row-major (rows, targetColumns)
   * @param weights one a row
   * @param delta (rows, outputs), receives wᵢ·∂ℓᵢ/∂logits; other memory than the logits, since it
   *     holds on the way what many elements at once were asked for
   * @return Σ wᵢ·ℓᵢ
   */
  double lossAndDelta(
      Elements elements, Matrix logits, float[] targets, float[] weights, Matrix delta);

  /** The same by the plain formulas. */
  default double lossAndDelta(Matrix logits, float[] targets, float[] weights, Matrix delta) {
    return lossAndDelta(new ScalarElements(), logits, targets, weights, delta);
  }

  /** The same sum Σ wᵢ·ℓᵢ alone. */
  default double loss(Matrix logits, float[] targets, float[] weights) {
    return lossAndDelta(logits, targets, weights, Matrix.zeros(logits.rows(), logits.columns()));
  }

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
