package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;

/**
 * A network's layers as stages with buffers. A dense layer is two of them, the linear part and its
 * activation; what does nothing (identity, a dropout that drops nothing, noise of size 0) is left
 * out; dropout and noise that come first change the mini-batch itself.
 */
final class StageList {
  private final int capacity;
  private final Iterator<ParameterLayout.Slice> slices;
  private final List<InputChange> inputChanges = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<Integer> linear = new ArrayList<>();
  private final List<Integer> activated = new ArrayList<>();
  private int width;

  StageList(NetworkSpec network, int capacity) {
    this.capacity = capacity;
    this.slices = new ParameterLayout(network).slices().iterator();
    this.width = network.inputs();
    for (int layer = 0; layer < network.layers().size(); layer++) {
      add(network.layers().get(layer), layer);
      while (names.size() < stages.size()) {
        names.add(network.layerName(layer));
      }
    }
  }

  List<InputChange> inputChanges() {
    return inputChanges;
  }

  List<Stage> stages() {
    return stages;
  }

  /** The name of the layer that a stage is part of. */
  String layer(int stage) {
    return names.get(stage);
  }

  boolean isRelu(int stage) {
    return stages.get(stage) instanceof ActivationStage activation && activation.isRelu();
  }

  /** The stage that gives z of a dense layer, which counts from 0. */
  int linear(int dense) {
    return linear.get(dense);
  }

  /** The stage that gives a = f(z) of a dense layer, which counts from 0. */
  int activated(int dense) {
    return activated.get(dense);
  }

  private void add(LayerSpec layer, int index) {
    if (layer instanceof DenseSpec spec) {
      ParameterLayout.Slice kernel = slices.next();
      Optional<ParameterLayout.Slice> bias =
          spec.bias() ? Optional.of(slices.next()) : Optional.empty();
      stages.add(new DenseStage(kernel, bias, isReached(), capacity));
      linear.add(stages.size() - 1);
      width = spec.units();
      addActivation(spec.activation(), index);
      activated.add(stages.size() - 1);
    } else if (layer instanceof ActivationSpec spec) {
      addActivation(spec.activation(), index);
    } else if (layer instanceof BatchNormalizationSpec spec) {
      addNormalization(spec);
    } else if (layer instanceof DropoutSpec spec && spec.rate() > 0) {
      Dropout dropout = new Dropout(spec.rate(), index);
      if (stages.isEmpty()) {
        inputChanges.add(dropout);
      } else {
        stages.add(new DropoutStage(dropout, buffer(), buffer()));
      }
    } else if (layer instanceof GaussianNoiseSpec spec && spec.standardDeviation() > 0) {
      GaussianNoise noise = new GaussianNoise(spec.standardDeviation(), index);
      if (stages.isEmpty()) {
        inputChanges.add(noise);
      } else {
        stages.add(new NoiseStage(noise, buffer()));
      }
    }
  }

  private void addActivation(Activation activation, int index) {
    if (activation instanceof PRelu) {
      stages.add(new PReluStage(slices.next(), buffer()));
    } else if (activation instanceof RRelu rrelu) {
      stages.add(new RReluStage(rrelu, index, buffer(), ownUnlessFree(false)));
    } else if (!(activation instanceof Identity)) {
      stages.add(new ActivationStage(activation, ownUnlessFree(activation.derivesFromInput())));
    }
  }

  private void addNormalization(BatchNormalizationSpec spec) {
    Optional<ParameterLayout.Slice> gamma =
        spec.scale() ? Optional.of(slices.next()) : Optional.empty();
    Optional<ParameterLayout.Slice> beta =
        spec.center() ? Optional.of(slices.next()) : Optional.empty();
    stages.add(
        new BatchNormalizationStage(
            spec,
            gamma,
            beta,
            slices.next(),
            slices.next(),
            isReached(),
            buffer(),
            ownUnlessFree(false)));
  }

  /** Where the way back ends; as many as there are stages if none has parameters yet. */
  int firstWithParameters() {
    int first = 0;
    while (first < stages.size() && !stages.get(first).hasParameters()) {
      first++;
    }
    return first;
  }

  /** Whether the way back goes on before the stage that comes next. */
  private boolean isReached() {
    return firstWithParameters() < stages.size();
  }

  /**
   * Nothing where the input may be written over: where it is not the mini-batch itself and neither
   * this stage nor the last one reads it on the way back.
   */
  private Optional<RowBuffer> ownUnlessFree(boolean readsInput) {
    boolean free = !readsInput && !stages.isEmpty() && !last().readsOutput();
    return free ? Optional.empty() : Optional.of(buffer());
  }

  private Stage last() {
    return stages.get(stages.size() - 1);
  }

  private RowBuffer buffer() {
    return new RowBuffer(capacity, width);
  }
}
