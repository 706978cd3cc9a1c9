package org.lockstep.driver.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
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
 */
public record NetworkSection(
    List<LayerSpec> hidden, Optional<LossSpec> loss, RegularizerSpec regularizer, Output output) {

  /** What the output layer's logits are turned into. */
  public enum Output {
    /** Linear for regression, sigmoid for two classes, softmax for more. */
    AUTO,
    /** One logit a class. */
    SOFTMAX,
    /** One logit; two classes. */
    SIGMOID,
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
      if (output == Output.SOFTMAX || output == Output.SIGMOID) {
        throw impossible("auto or linear where a number is predicted");
      }
      return Task.REGRESSION;
    }
    return switch (output) {
      case LINEAR -> throw impossible("auto, softmax or sigmoid where a class is predicted");
      case SOFTMAX -> Task.MULTICLASS;
      case SIGMOID -> {
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
    return NetworkSpec.of(inputs, hidden, outputs, task, chosen, regularizer);
  }

  private JobException impossible(String allowed) {
    return new JobException(
        List.of("network.output.activation must be " + allowed + ". Received: " + output.word()));
  }
}
