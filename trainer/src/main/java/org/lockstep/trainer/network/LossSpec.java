package org.lockstep.trainer.network;

import java.io.Serializable;
import java.util.List;

/**
 * Which loss a network is trained with. All are functions of the logits; over rows they are the
 * weighted sum that the loop divides by the weights' sum.
 */
public sealed interface LossSpec extends Serializable {

  /** The word in job files and model cards. */
  String name();

  /** The tasks that it can train. */
  List<Task> tasks();

  /** The loss without factors on labels: what a split is evaluated by. */
  default LossSpec unweighted() {
    return this;
  }

  /** The loss that maximum likelihood gives for a task. */
  static LossSpec defaultFor(Task task) {
    return switch (task) {
      case MULTICLASS, BINARY, MULTI_LABEL -> new CrossEntropy(0);
      case DISTRIBUTION -> new KlDivergence();
      case REGRESSION, RECONSTRUCTION -> new SquaredError();
    };
  }

  /** The words of all losses. */
  static List<String> names() {
    return List.of(
        "cross_entropy",
        "focal",
        "hinge",
        "kl_divergence",
        "mean_squared_error",
        "mean_absolute_error",
        "huber",
        "poisson");
  }

  /**
   * Cross-entropy of softmax or sigmoid. Of a reconstruction: the mean over the outputs of
   * sigmoid's, whose targets may be anything from 0 to 1.
   *
   * @param labelSmoothing α of [0, 1): the target of the true class becomes 1 − α + α/k, of the
   *     others α/k, with k classes (2 for binary)
   */
  record CrossEntropy(double labelSmoothing) implements LossSpec {
    public CrossEntropy {
      if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
        throw new IllegalArgumentException(
            "labelSmoothing must be >= 0 and < 1. Received: " + labelSmoothing);
      }
    }

    @Override
    public String name() {
      return "cross_entropy";
    }

    /** A reconstruction's targets are features, which are not smoothed. */
    @Override
    public List<Task> tasks() {
      return labelSmoothing == 0
          ? List.of(Task.MULTICLASS, Task.BINARY, Task.MULTI_LABEL, Task.RECONSTRUCTION)
          : List.of(Task.MULTICLASS, Task.BINARY, Task.MULTI_LABEL);
    }
  }

  /**
   * Focal cross-entropy: rows that are right count less.
   *
   * @param gamma γ ≥ 0; 0 is cross-entropy
   */
  record Focal(double gamma) implements LossSpec {
    public Focal {
      if (!(gamma >= 0) || Double.isInfinite(gamma)) {
        throw new IllegalArgumentException("gamma must be finite and >= 0. Received: " + gamma);
      }
    }

    @Override
    public String name() {
      return "focal";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.MULTICLASS, Task.BINARY, Task.MULTI_LABEL);
    }
  }

  /** Hinge of the margin. */
  record Hinge() implements LossSpec {
    @Override
    public String name() {
      return "hinge";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.MULTICLASS, Task.BINARY, Task.MULTI_LABEL);
    }
  }

  /** Divergence of softmax from the shares that a row's target gives to the classes. */
  record KlDivergence() implements LossSpec {
    @Override
    public String name() {
      return "kl_divergence";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.DISTRIBUTION);
    }
  }

  /**
   * A multi-label loss in which the rows that have a label count more or less for it: the term of
   * label k is multiplied by factor k where the target is 1, as by PyTorch's {@code pos_weight}.
   *
   * @param loss one for several labels, without factors of its own
   * @param positive one a label, finite and above 0
   */
  record PositiveWeighted(LossSpec loss, List<Double> positive) implements LossSpec {
    public PositiveWeighted {
      positive = List.copyOf(positive);
      if (!loss.tasks().contains(Task.MULTI_LABEL) || loss instanceof PositiveWeighted) {
        throw new IllegalArgumentException(
            "positive weights must go with a plain loss of labels. Received: " + loss.name());
      }
      for (double factor : positive) {
        if (!(factor > 0) || Double.isInfinite(factor)) {
          throw new IllegalArgumentException(
              "a positive weight must be finite and > 0. Received: " + factor);
        }
      }
    }

    @Override
    public String name() {
      return loss.name();
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.MULTI_LABEL);
    }

    @Override
    public LossSpec unweighted() {
      return loss;
    }
  }

  /** Mean squared error. */
  record SquaredError() implements LossSpec {
    @Override
    public String name() {
      return "mean_squared_error";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.REGRESSION, Task.RECONSTRUCTION);
    }
  }

  /** Mean absolute error. */
  record AbsoluteError() implements LossSpec {
    @Override
    public String name() {
      return "mean_absolute_error";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.REGRESSION, Task.RECONSTRUCTION);
    }
  }

  /**
   * Squared near 0, absolute far from it.
   *
   * @param delta δ &gt; 0, where the one becomes the other
   */
  record Huber(double delta) implements LossSpec {
    public Huber {
      if (!(delta > 0) || Double.isInfinite(delta)) {
        throw new IllegalArgumentException("delta must be finite and > 0. Received: " + delta);
      }
    }

    @Override
    public String name() {
      return "huber";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.REGRESSION, Task.RECONSTRUCTION);
    }
  }

  /** Poisson regression with logarithmic link: the network predicts e^logit. Targets ≥ 0. */
  record Poisson() implements LossSpec {
    @Override
    public String name() {
      return "poisson";
    }

    @Override
    public List<Task> tasks() {
      return List.of(Task.REGRESSION);
    }
  }
}
