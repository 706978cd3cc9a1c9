package org.lockstep.trainer.gradientcheck.passes;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** One network with one kind of rows. */
record Combination(NetworkSpec network, boolean sparse, RowWeights weights) {
  static final int INPUTS = 4;

  /** Task × loss × activation × layers × regularizer × storage × weights: all that there are. */
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
      }
    }
    for (OutputSpec output : Samples.outputs()) {
      Task task = output instanceof OutputSpec.Threshold ? Task.BINARY : Task.REGRESSION;
      for (List<LayerSpec> hidden : Samples.hidden(new Tanh(), RegularizerSpec.none())) {
        add(NetworkSpec.of(INPUTS, hidden, outputs(task), task, 0).with(output), all);
      }
    }
    Sealed.requireSamples(Loss.class, all.stream().map(each -> Loss.of(each.network)).toList());
    return all.stream().distinct().toList(); // without hidden layers f makes no difference
  }

  private static void add(NetworkSpec network, List<Combination> all) {
    for (RowWeights weights : RowWeights.values()) {
      if (weights.suit(network.task())) {
        all.add(new Combination(network, false, weights));
        all.add(new Combination(network, true, weights));
      }
    }
  }

  private static int outputs(Task task) {
    return switch (task) {
      case MULTICLASS -> 3;
      case BINARY -> 1;
      case REGRESSION -> 2;
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
