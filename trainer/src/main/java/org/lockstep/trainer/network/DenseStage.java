package org.lockstep.trainer.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One dense layer as the passes see it: its numbers' places and the dropouts before it.
 *
 * @param dropouts the dropout layers between the previous dense layer (or the input) and this one
 */
record DenseStage(
    DenseSpec dense,
    ParameterLayout.Slice kernel,
    Optional<ParameterLayout.Slice> bias,
    List<Dropout> dropouts) {

  /** The network's dense layers from the input on. Dropouts that drop nothing are left out. */
  static List<DenseStage> of(NetworkSpec network) {
    List<ParameterLayout.Slice> slices = new ParameterLayout(network).slices();
    List<DenseStage> stages = new ArrayList<>();
    List<Dropout> dropouts = new ArrayList<>();
    int slice = 0;
    for (int layer = 0; layer < network.layers().size(); layer++) {
      if (network.layers().get(layer) instanceof DropoutSpec dropout) {
        if (dropout.rate() > 0) {
          dropouts.add(new Dropout(dropout.rate(), layer));
        }
      } else if (network.layers().get(layer) instanceof DenseSpec dense) {
        ParameterLayout.Slice kernel = slices.get(slice++);
        Optional<ParameterLayout.Slice> bias =
            dense.bias() ? Optional.of(slices.get(slice++)) : Optional.empty();
        stages.add(new DenseStage(dense, kernel, bias, List.copyOf(dropouts)));
        dropouts.clear();
      }
    }
    return stages;
  }
}
