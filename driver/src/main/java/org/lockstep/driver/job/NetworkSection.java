package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;

/**
 * The {@code network} section: the hidden layers and what is chosen of the output layer, whose
 * width follows from the data.
 *
 * @param hidden from the input on; empty for a linear model
 * @param loss nothing for the task's own
 * @param layer that makes the logits
 * @param output what the output layer's logits are turned into
 * @param bounds that predicted numbers stay within
 */
public record NetworkSection(
    List<LayerSpec> hidden,
    Optional<LossSpec> loss,
    OutputLayer layer,
    Output output,
    Optional<OutputSpec.Bounded> bounds) {

  /** What the output layer's logits are turned into. */
  public enum Output {
    /** Linear for numbers, sigmoid for two classes or for labels, softmax for more and shares. */
    AUTO,
    /** One logit a class. */
    SOFTMAX,
    /** One logit for two classes, one a label, or one a feature of 0 to 1 that is reconstructed. */
    SIGMOID,
    /** 1 where one logit is above 0, else 0, without probabilities; two classes. */
    STEP,
    /** The logits themselves; regression and reconstruction. */
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
   * @param labels their number; not read for numbers
   * @throws JobException if the chosen output cannot serve them
   */
  public Task task(Outcome outcome, int labels) {
    return switch (outcome) {
      case NUMBERS -> only(Output.LINEAR, Task.REGRESSION, "where a number is predicted");
      case LABELS -> only(Output.SIGMOID, Task.MULTI_LABEL, "where a row may have several labels");
      case RECONSTRUCTION -> reconstruction();
      case SHARES -> only(Output.SOFTMAX, Task.DISTRIBUTION, "where shares are predicted");
      case CLASS, NONE -> classTask(labels);
    };
  }

  private Task only(Output allowed, Task task, String where) {
    if (output != Output.AUTO && output != allowed) {
      throw impossible("auto or " + allowed.word() + " " + where);
    }
    return task;
  }

  private Task reconstruction() {
    if (output == Output.SOFTMAX || output == Output.STEP) {
      throw impossible("auto, linear or sigmoid where the features are reconstructed");
    }
    return Task.RECONSTRUCTION;
  }

  private Task classTask(int classes) {
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
    LossSpec chosen = chosen(task);
    if (task == Task.RECONSTRUCTION
        && output == Output.LINEAR
        && chosen instanceof LossSpec.CrossEntropy) {
      throw new JobException(
          List.of(
              "network.loss.type must be auto, mean_squared_error, mean_absolute_error or huber where network.output.activation is linear. Received: "
                  + chosen.name()));
    }
    if (!chosen.tasks().contains(task)) {
      String allowed =
          switch (task) {
            case REGRESSION ->
                "auto, mean_squared_error, mean_absolute_error, huber or poisson where a number is predicted";
            case DISTRIBUTION -> "auto or kl_divergence where shares are predicted";
            case MULTI_LABEL -> "auto, cross_entropy, focal or hinge where labels are predicted";
            case MULTICLASS, BINARY ->
                "auto, cross_entropy, focal or hinge where a class is predicted";
            case RECONSTRUCTION ->
                "auto, mean_squared_error, mean_absolute_error, huber or cross_entropy without labelSmoothing where the features are reconstructed";
          };
      throw new JobException(
          List.of("network.loss.type must be " + allowed + ". Received: " + chosen.name()));
    }
    return chosen;
  }

  /** What goes with sigmoid outputs by itself is cross-entropy. */
  private LossSpec chosen(Task task) {
    boolean sigmoid = task == Task.RECONSTRUCTION && output == Output.SIGMOID;
    return loss.orElse(sigmoid ? new LossSpec.CrossEntropy(0) : LossSpec.defaultFor(task));
  }

  /**
   * What is made of the logits.
   *
   * @throws JobException if there are bounds and no numbers that they could bound
   */
  public OutputSpec outputSpec(Task task) {
    if (task == Task.RECONSTRUCTION) {
      return reconstructed();
    }
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

  /** Sigmoid outputs of a squared error are numbers from 0 to 1. */
  private OutputSpec reconstructed() {
    boolean crossEntropy = chosen(Task.RECONSTRUCTION) instanceof LossSpec.CrossEntropy;
    boolean sigmoid = output == Output.SIGMOID || crossEntropy;
    if (bounds.isPresent() && sigmoid) {
      throw new JobException(
          List.of(
              "network.output.lower and upper must be left out where outputs are sigmoid, which is 0 to 1. Received: "
                  + bounds.get()));
    }
    if (sigmoid && !crossEntropy) {
      return new OutputSpec.Bounded(0, 1);
    }
    return bounds.isPresent() ? bounds.get() : new OutputSpec.Natural();
  }

  /**
   * The network for data of this shape.
   *
   * @param inputs width of the features
   * @param outputs the number of labels, of numbers to predict, or of features to reconstruct
   * @param positive factor of each label's rows, for labels; empty for none
   * @throws JobException as {@link #task}
   */
  public NetworkSpec spec(int inputs, Outcome outcome, int outputs, List<Double> positive) {
    Task task = task(outcome, outputs);
    LossSpec chosen = loss(task);
    LossSpec weighted =
        positive.isEmpty() ? chosen : new LossSpec.PositiveWeighted(chosen, positive);
    int logits = task == Task.BINARY ? 1 : outputs;
    List<LayerSpec> layers = new ArrayList<>(hidden);
    layers.add(layer.spec(logits));
    return new NetworkSpec(inputs, layers, task, weighted).with(outputSpec(task));
  }

  private JobException impossible(String allowed) {
    return new JobException(
        List.of("network.output.activation must be " + allowed + ". Received: " + output.word()));
  }
}
