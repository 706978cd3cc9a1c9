package org.lockstep.driver.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * The {@code network} section: the hidden layers and what is chosen of the output layer, whose
 * width follows from the data.
 *
 * @param hidden from the input on; empty for a linear model
 * @param loss nothing for the task's own
 * @param regularizer of the output layer
 * @param output what the output layer's logits are turned into
 * @param bounds that predicted numbers stay within
 */
public record NetworkSection(
    List<LayerSpec> hidden,
    Optional<LossSpec> loss,
    RegularizerSpec regularizer,
    Output output,
    Optional<OutputSpec.Bounded> bounds) {

  /** What the output layer's logits are turned into. */
  public enum Output {
    /** Linear for regression, sigmoid for two classes, softmax for more. */
    AUTO,
    /** One logit a class. */
    SOFTMAX,
    /** One logit; two classes. */
    SIGMOID,
    /** 1 where one logit is above 0, else 0, without probabilities; two classes. */
    STEP,
    /** The logits themselves; regression. */
    LINEAR;

    /** The word in the job file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NetworkSection {
    hidden = List.copyOf(hidden);
  }

  /**
   * The task that the data and the chosen output make.
   *
   * @param classes the number of labels; not read for regression
   * @throws JobException if the chosen output cannot serve them
   */
  public Task task(boolean regression, int classes) {
    if (regression) {
      if (output != Output.AUTO && output != Output.LINEAR) {
        throw impossible("auto or linear where a number is predicted");
      }
      return Task.REGRESSION;
    }
    return switch (output) {
      case LINEAR -> throw impossible("auto, softmax, sigmoid or step where a class is predicted");
      case SOFTMAX -> Task.MULTICLASS;
      case SIGMOID, STEP -> {
        if (classes != 2) {
          throw impossible("auto or softmax for " + classes + " classes");
        }
        yield Task.BINARY;
      }
      case AUTO -> classes == 2 ? Task.BINARY : Task.MULTICLASS;
    };
  }

  /**
   * The chosen loss, or the task's own.
   *
   * @throws JobException if the chosen one cannot train the task
   */
  public LossSpec loss(Task task) {
    LossSpec chosen = loss.orElse(LossSpec.defaultFor(task));
    if (!chosen.tasks().contains(task)) {
      String allowed =
          task == Task.REGRESSION
              ? "auto, mean_squared_error, mean_absolute_error, huber or poisson where a number is"
              : "auto, cross_entropy, focal or hinge where a class is";
      throw new JobException(
          List.of(
              "network.loss.type must be " + allowed + " predicted. Received: " + chosen.name()));
    }
    return chosen;
  }

  /**
   * What is made of the logits.
   *
   * @throws JobException if there are bounds and no numbers that they could bound
   */
  public OutputSpec outputSpec(Task task) {
    if (bounds.isEmpty()) {
      return output == Output.STEP ? new OutputSpec.Threshold() : new OutputSpec.Natural();
    }
    if (task != Task.REGRESSION) {
      throw new JobException(
          List.of(
              "network.output.lower and upper must be left out where a class is predicted. Received: "
                  + bounds.get()));
    }
    if (loss.orElse(null) instanceof LossSpec.Poisson) {
      throw new JobException(
          List.of(
              "network.output.lower and upper must be left out for poisson, which predicts e^logit. Received: "
                  + bounds.get()));
    }
    return bounds.get();
  }

  /**
   * The network for data of this shape.
   *
   * @param inputs width of the features
   * @param classes the number of labels; not read for regression
   * @throws JobException as {@link #task}
   */
  public NetworkSpec spec(int inputs, boolean regression, int classes) {
    Task task = task(regression, classes);
    LossSpec chosen = loss(task);
    int outputs = task == Task.MULTICLASS ? classes : 1;
    return NetworkSpec.of(inputs, hidden, outputs, task, chosen, regularizer)
        .with(outputSpec(task));
  }

  private JobException impossible(String allowed) {
    return new JobException(
        List.of("network.output.activation must be " + allowed + ". Received: " + output.word()));
  }
}
