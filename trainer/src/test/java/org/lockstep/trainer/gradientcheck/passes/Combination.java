package org.lockstep.trainer.gradientcheck.passes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** One network with one kind of rows. */
record Combination(NetworkSpec network, boolean sparse, RowWeights weights) {
  static final int INPUTS = 4;

  /**
   * Task × loss × activation × layers × regularizer × storage, and outputs × loss × layers: all
   * that there are. The weights of rows are one of the three kinds, now this and now that.
   */
  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (LossSpec loss : Samples.losses()) {
      for (Task task : loss.tasks()) {
        for (Activation f : Samples.activations()) {
          for (RegularizerSpec regularizer : Samples.regularizers()) {
            for (List<LayerSpec> hidden : Samples.hidden(f, regularizer)) {
              add(NetworkSpec.of(INPUTS, hidden, outputs(task), task, loss, regularizer), all);
            }
          }
        }
        for (List<LayerSpec> hidden : Samples.hidden(new Tanh(), RegularizerSpec.none())) {
          NetworkSpec natural = NetworkSpec.of(INPUTS, hidden, outputs(task), task, loss, 0);
          Samples.outputs(natural).forEach(output -> add(natural.with(output), all));
        }
      }
    }
    Sealed.requireSamples(Loss.class, all.stream().map(each -> Loss.of(each.network)).toList());
    return all.stream().distinct().toList(); // without hidden layers f makes no difference
  }

  private static void add(NetworkSpec network, List<Combination> all) {
    List<RowWeights> kinds =
        Stream.of(RowWeights.values()).filter(each -> each.suit(network.task())).toList();
    int kind = Math.floorMod(network.toString().hashCode(), kinds.size());
    all.add(new Combination(network, false, kinds.get(kind)));
    if (readsSparse(network)) {
      all.add(new Combination(network, true, kinds.get((kind + 1) % kinds.size())));
    }
  }

  /** Other layers in front of the first dense one would fill the rows; they are refused. */
  private static boolean readsSparse(NetworkSpec network) {
    return network.layers().stream()
            .filter(layer -> !(layer instanceof DropoutSpec || layer instanceof GaussianNoiseSpec))
            .findFirst()
            .orElseThrow()
        instanceof DenseSpec;
  }

  private static int outputs(Task task) {
    return switch (task) {
      case MULTICLASS -> 3;
      case BINARY -> 1;
      case DISTRIBUTION -> 3;
      case MULTI_LABEL, REGRESSION -> 2;
      case RECONSTRUCTION -> INPUTS;
    };
  }

  /** All choices in words, so that a part of them selects combinations. */
  String name() {
    return "%s %s %s, %s, %s rows, %s"
        .formatted(
            network.task(),
            network.loss(),
            network.output(),
            network.layers(),
            sparse ? "sparse" : "dense",
            weights);
  }
}
