package org.lockstep.trainer.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * A feed-forward network: its layers from the input on, the output layer among them.
 *
 * @param inputs features a row, ≥ 1
 * @param layers the last is a dense layer with {@link Identity}, whose outputs are the logits; the
 *     task decides what is made of them
 * @param loss one that can train the task
 */
public record NetworkSpec(int inputs, List<LayerSpec> layers, Task task, LossSpec loss)
    implements Serializable {

  /** With the task's own loss. */
  public NetworkSpec(int inputs, List<LayerSpec> layers, Task task) {
    this(inputs, layers, task, LossSpec.defaultFor(task));
  }

  public NetworkSpec {
    layers = List.copyOf(layers);
    if (inputs < 1) {
      throw new IllegalArgumentException("inputs must be >= 1. Received: " + inputs);
    }
    if (layers.isEmpty()
        || !(layers.get(layers.size() - 1) instanceof DenseSpec last)
        || !(last.activation() instanceof Identity)) {
      throw new IllegalArgumentException(
          "the last layer must be dense with identity activation (its outputs are logits). Received: "
              + layers);
    }
    if (task == Task.BINARY && last.units() != 1) {
      throw new IllegalArgumentException(
          "a binary network must have 1 output. Received: " + last.units());
    }
    if (task == Task.MULTICLASS && last.units() < 2) {
      throw new IllegalArgumentException(
          "a multiclass network must have >= 2 outputs. Received: " + last.units());
    }
    if (!loss.tasks().contains(task)) {
      throw new IllegalArgumentException(
          "loss must be one for the task %s. Received: %s".formatted(task, loss.name()));
    }
  }

  /**
   * Hidden layers and the output layer that the task wants: linear, Glorot uniform, with bias.
   *
   * @param outputs classes (1 for binary) or regression targets
   * @param outputL2 λ of the output kernel's penalty
   */
  public static NetworkSpec of(
      int inputs, List<LayerSpec> hidden, int outputs, Task task, double outputL2) {
    return of(inputs, hidden, outputs, task, LossSpec.defaultFor(task), outputL2);
  }

  /** The same with a loss that is chosen. */
  public static NetworkSpec of(
      int inputs, List<LayerSpec> hidden, int outputs, Task task, LossSpec loss, double outputL2) {
    return of(inputs, hidden, outputs, task, loss, RegularizerSpec.l2(outputL2));
  }

  /** The same with a loss and a regularizer of the output layer that are chosen. */
  public static NetworkSpec of(
      int inputs,
      List<LayerSpec> hidden,
      int outputs,
      Task task,
      LossSpec loss,
      RegularizerSpec output) {
    List<LayerSpec> layers = new ArrayList<>(hidden);
    Identity linear = new Identity();
    layers.add(new DenseSpec(outputs, linear, Initializer.defaultFor(linear), true, output));
    return new NetworkSpec(inputs, layers, task, loss);
  }

  /** Logits a row. */
  public int outputs() {
    return dense().get(dense().size() - 1).units();
  }

  /** Numbers of a row's target: the class index, or one number per output for regression. */
  public int targetColumns() {
    return task == Task.REGRESSION ? outputs() : 1;
  }

  /**
   * The dense layers from the input on; their numbers are what {@link ParameterLayout} lays out.
   */
  public List<DenseSpec> dense() {
    return layers.stream().filter(DenseSpec.class::isInstance).map(DenseSpec.class::cast).toList();
  }

  /** For people: {@code 5000 → 64 sigmoid → dropout 0.5 → 3 softmax, 320,259 parameters}. */
  public String summary() {
    StringBuilder text = new StringBuilder().append(inputs);
    for (int i = 0; i < layers.size(); i++) {
      text.append(" → ");
      if (layers.get(i) instanceof DropoutSpec dropout) {
        text.append("dropout ").append(dropout.rate());
      } else if (layers.get(i) instanceof DenseSpec dense) {
        text.append(dense.units()).append(' ');
        text.append(i + 1 < layers.size() ? words(dense.activation()) : outputName());
      }
    }
    int parameters = new ParameterLayout(this).size();
    return text.append(String.format(Locale.ROOT, ", %,d parameters", parameters)).toString();
  }

  /** {@code relu}; {@code leaky_relu 0.01}, with its settings. */
  private static String words(Activation activation) {
    StringBuilder text = new StringBuilder(activation.name());
    activation.settings().values().forEach(value -> text.append(' ').append(value));
    return text.toString();
  }

  private String outputName() {
    return switch (task) {
      case MULTICLASS -> "softmax";
      case BINARY -> "sigmoid";
      case REGRESSION -> loss instanceof LossSpec.Poisson ? "exp" : "linear";
    };
  }
}
