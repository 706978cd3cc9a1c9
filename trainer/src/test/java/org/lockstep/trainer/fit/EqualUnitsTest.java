package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.initializer.Normal;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Why kernels start at random: units that start alike and are weighed alike by the next layer
 * compute alike, receive the same gradient and stay alike to the last bit, so that a layer of any
 * width is as good as one of a single unit.
 */
class EqualUnitsTest {
  private static final int UNITS = 19;

  @Test
  void constantInitialisationLeavesAllUnitsOfALayerEqual() {
    NetworkSpec network = network(new Constant(0.1), new Constant(0.1));
    float[] trained = train(network);
    assertThat(trained).isNotEqualTo(Parameters.initialise(network, 42).values());
    assertThat(differentUnits(network, trained)).containsExactly(1, 1);
  }

  @Test
  void aRandomNextLayerTellsTheUnitsBeforeItApartAndNoOthers() {
    NetworkSpec network = network(new Constant(0.1), new Normal(0.1));
    assertThat(differentUnits(network, train(network))).containsExactly(1, UNITS);
  }

  @Test
  void randomInitialisationMakesThemDiffer() {
    NetworkSpec network = network(new Normal(0.1), new Normal(0.1));
    assertThat(differentUnits(network, train(network))).containsExactly(UNITS, UNITS);
  }

  private static NetworkSpec network(Initializer hidden, Initializer output) {
    LayerSpec layer = new DenseSpec(UNITS, new Tanh(), hidden, true, 1e-4);
    LayerSpec last = new DenseSpec(3, new Identity(), output, true, 0);
    return new NetworkSpec(SeededRows.INPUTS, List.of(layer, layer, last), Task.MULTICLASS);
  }

  private static float[] train(NetworkSpec network) {
    TrainingSpec training = SeededRows.training(3, 50, 4, EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(
            network, training, Map.of(Split.TRAIN, SeededRows.rows(230, 1)), Kernels.best());
    return new TrainingRun(network, training, workers, (record, p) -> {}).fit().parameters();
  }

  /** Of the two hidden layers: how many columns of the kernel (inputs, units) differ in a bit. */
  private static List<Integer> differentUnits(NetworkSpec network, float[] parameters) {
    List<Integer> counts = new ArrayList<>();
    for (ParameterLayout.Slice slice : new ParameterLayout(network).kernels().subList(0, 2)) {
      Matrix kernel = slice.of(parameters);
      Set<List<Float>> units = new HashSet<>();
      for (int j = 0; j < kernel.columns(); j++) {
        List<Float> unit = new ArrayList<>();
        for (int i = 0; i < kernel.rows(); i++) {
          unit.add(kernel.get(i, j));
        }
        units.add(unit);
      }
      counts.add(units.size());
    }
    return counts;
  }
}
