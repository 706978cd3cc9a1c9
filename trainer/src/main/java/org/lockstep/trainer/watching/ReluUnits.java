package org.lockstep.trainer.watching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * The units of a network that can die: those of relu layers, whose gradient is 0 where they are 0,
 * numbered one layer after the other.
 *
 * @param layer the dense layer that the relu follows, counted from 0; −1 before the first
 * @param first the number of its first unit
 * @param units how many it has
 */
public record ReluUnits(int layer, int first, int units) {

  /** The network's relu layers from the input on, those that are layers of their own among them. */
  public static List<ReluUnits> of(NetworkSpec network) {
    List<ReluUnits> layers = new ArrayList<>();
    int first = 0;
    int dense = -1;
    int width = network.inputs();
    for (LayerSpec layer : network.layers()) {
      Optional<Activation> activation = Optional.empty();
      if (layer instanceof DenseSpec spec) {
        dense++;
        width = spec.units();
        activation = Optional.of(spec.activation());
      } else if (layer instanceof ActivationSpec spec) {
        activation = Optional.of(spec.activation());
      }
      if (activation.filter(Relu.class::isInstance).isPresent()) {
        layers.add(new ReluUnits(dense, first, width));
        first += width;
      }
    }
    return layers;
  }

  /** Of all layers together. */
  public static int count(List<ReluUnits> layers) {
    return layers.stream().mapToInt(ReluUnits::units).sum();
  }
}
