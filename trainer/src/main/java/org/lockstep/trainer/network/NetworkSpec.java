package org.lockstep.trainer.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Step;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.matrix.FeatureRows;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/**
 * A feed-forward network: its layers from the input on, the output layer among them.
 *
 * @param inputs features a row, ≥ 1
 * @param layers the last is a dense layer with {@link Identity}, whose outputs are the logits. A
 *     dense layer with identity directly before a batch normalization has no bias, even if it was
 *     given with one: the batch's mean would take it out again
 * @param loss one that can train the task
 * @param output what is made of the logits
 */
public record NetworkSpec(
    int inputs, List<LayerSpec> layers, Task task, LossSpec loss, OutputSpec output)
    implements Serializable {

  /** With the output that task and loss say. */
  public NetworkSpec(int inputs, List<LayerSpec> layers, Task task, LossSpec loss) {
    this(inputs, layers, task, loss, new OutputSpec.Natural());
  }

  /** With the task's own loss. */
  public NetworkSpec(int inputs, List<LayerSpec> layers, Task task) {
    this(inputs, layers, task, LossSpec.defaultFor(task));
  }

  public NetworkSpec {
    layers = Normalizations.withoutCancelledBiases(layers);
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
    if (task == Task.DISTRIBUTION && last.units() < 2) {
      throw new IllegalArgumentException(
          "a network of shares must have >= 2 outputs. Received: " + last.units());
    }
    if (task == Task.RECONSTRUCTION && last.units() != inputs) {
      throw new IllegalArgumentException(
          "a network that reconstructs its features must have an output a feature, %d. Received: %d"
              .formatted(inputs, last.units()));
    }
    if (loss instanceof LossSpec.PositiveWeighted weighted
        && weighted.positive().size() != last.units()) {
      throw new IllegalArgumentException(
          "positive weights must be one an output, %d. Received: %d"
              .formatted(last.units(), weighted.positive().size()));
    }
    if (!loss.tasks().contains(task)) {
      throw new IllegalArgumentException(
          "loss must be one for the task %s. Received: %s".formatted(task, loss.name()));
    }
    if (output instanceof OutputSpec.Threshold && task != Task.BINARY) {
      throw new IllegalArgumentException(
          "output must be step for a binary network only. Received: " + task);
    }
    boolean numbers = task == Task.REGRESSION || task == Task.RECONSTRUCTION;
    boolean linked = loss instanceof LossSpec.Poisson || loss instanceof LossSpec.CrossEntropy;
    if (output instanceof OutputSpec.Bounded && (!numbers || linked)) {
      throw new IllegalArgumentException(
          "output must have bounds for a regression or a reconstruction only, and not for poisson or cross_entropy, whose e^logit and sigmoid are bounded already. Received: %s with %s"
              .formatted(task, loss.name()));
    }
  }

  /**
   * Hidden layers and the output layer that the task wants: linear, Glorot uniform, with bias.
   *
   * @param outputs classes (1 for binary), labels or regression targets
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

  /** The same network with another output. */
  public NetworkSpec with(OutputSpec output) {
    return new NetworkSpec(inputs, layers, task, loss, output);
  }

  /** Logits a row. */
  public int outputs() {
    return dense().get(dense().size() - 1).units();
  }

  /** Numbers of a row's target: the class index, or else one number per output. */
  public int targetColumns() {
    return task == Task.MULTICLASS || task == Task.BINARY ? 1 : outputs();
  }

  /**
   * The dense layers from the input on; their numbers are what {@link ParameterLayout} lays out.
   */
  public List<DenseSpec> dense() {
    return layers.stream().filter(DenseSpec.class::isInstance).map(DenseSpec.class::cast).toList();
  }

  /**
   * @throws IllegalArgumentException if no training can change some of the weights
   */
  public void requireTrainable() {
    for (LayerSpec layer : layers) {
      boolean step =
          layer instanceof DenseSpec dense && dense.activation() instanceof Step
              || layer instanceof ActivationSpec spec && spec.activation() instanceof Step;
      if (step) {
        throw new IllegalArgumentException(
            "activation must have a slope to be trained through; that of step is 0, so the layers before it would never change. Received: step in a hidden layer");
      }
    }
  }

  /**
   * Before the first step of a training.
   *
   * @param rows training rows of all workers
   * @param batchSize rows a step, over all workers
   * @throws IllegalArgumentException if a worker's part of a step would be too small for a layer
   */
  public void requireRows(long rows, int batchSize, int workers) {
    if (layers.stream().anyMatch(BatchNormalizationSpec.class::isInstance)) {
      Normalizations.requireRows(rows, batchSize, workers);
    }
  }

  /**
   * @throws IllegalArgumentException if the rows are of another width, or sparse where the first
   *     layer cannot read them
   */
  public void requireReadable(FeatureRows rows) {
    if (rows.columns() != inputs) {
      throw new IllegalArgumentException(
          "rows must have the network's %d columns. Received: %d"
              .formatted(inputs, rows.columns()));
    }
    if (rows.isSparse()) {
      requireSparseInput();
    }
  }

  /**
   * @throws IllegalArgumentException if the first layer but dropout and noise is not a dense one,
   *     the only one that reads sparse rows
   */
  public void requireSparseInput() {
    LayerSpec first =
        layers.stream()
            .filter(l -> !(l instanceof DropoutSpec || l instanceof GaussianNoiseSpec))
            .findFirst()
            .orElseThrow();
    if (!(first instanceof DenseSpec)) {
      throw new IllegalArgumentException(
          "layers must begin with a dense one where the rows are sparse, since another one would turn their zeros into numbers. Received: "
              + first.word());
    }
  }

  /**
   * For people: {@code dense_1}; the layers of a kind count from 1.
   *
   * @param index in {@link #layers()}
   */
  public String layerName(int index) {
    String word = layers.get(index).word();
    long before = layers.stream().limit(index).filter(each -> each.word().equals(word)).count();
    return word + "_" + (before + 1);
  }

  /** For people: {@code 5000 → 64 sigmoid → dropout 0.5 → 3 softmax, 320,259 parameters}. */
  public String summary() {
    return NetworkSummary.of(this);
  }
}
