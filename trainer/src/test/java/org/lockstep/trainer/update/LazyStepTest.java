package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.Lazy;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

class LazyStepTest {
  private static final int ROWS = 61;

  static List<OptimizerSpec> optimizers() {
    return ScatteredRows.optimizers().toList();
  }

  @Test
  void lazyAdamIsPyTorchsSparseAdam() {
    NetworkSpec network = NetworkSpec.of(6, List.of(), 3, Task.MULTICLASS, 0);
    Lazy optimizer = new Lazy(new Adam(0.01));
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, optimizer, new Constant(), EarlyStoppingSpec.none());
    GradientStep gradientStep = new GradientStep(network, training);
    float[] parameters = Arrays.copyOf(Golden.floats("lazy.start"), 21);
    double[] expected = Golden.doubles("lazy.sparse_adam");
    for (int step = 0; step < 8; step++) {
      Gradient gradient = Gradient.of(network, training);
      gradient.totals().add(Matrix.zeros(1, 3), new float[1], new float[] {1}, 0);
      System.arraycopy(Golden.floats("lazy.gradients"), 18 * step, gradient.sums(), 0, 18);
      for (int row = 0; row < 6; row++) {
        if (Golden.doubles("lazy.named")[6 * step + row] == 1) {
          gradient.touched().add(row);
        }
      }
      gradientStep.take(parameters, gradient, step + 1);
      for (int i = 0; i < 18; i++) {
        assertThat((double) parameters[i])
            .as("step %d, weight %d", step + 1, i)
            .isCloseTo(expected[18 * step + i], within(1e-6));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void anyNumberOfThreadsHasTheBitsOfTheMergedGradientsStep(OptimizerSpec optimizer) {
    List<ClipSpec> clips = List.of(new NoClip(), new ClipByValue(0.01), new ClipByGlobalNorm(0.01));
    for (RegularizerSpec regularizer : ScatteredRows.regularizers().toList()) {
      for (ClipSpec clip : clips) {
        for (int workers : new int[] {1, 3}) {
          NetworkSpec network = ScatteredRows.network(17, regularizer);
          TrainingSpec training = ScatteredRows.training(workers, 3, new Lazy(optimizer), clip);
          float[] expected = fit(network, training, 0);
          for (int threads : new int[] {1, 2}) {
            assertThat(fit(network, training, threads))
                .as("%s, %s, V=%d, %d threads", regularizer, clip, workers, threads)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /** Parameters and state after three epochs; of the merged gradients' steps if threads is 0. */
  private static float[] fit(NetworkSpec network, TrainingSpec training, int threads) {
    float[] parameters = Parameters.initialise(network, 3).values();
    GradientStep gradientStep = new GradientStep(network, training);
    Shard rows = ScatteredRows.shard(ROWS, 4);
    try (LocalWorkers workers =
        ScatteredRows.workers(network, training, rows, Math.max(1, threads), RowMode.AUTOMATIC)) {
      Steps steps =
          threads == 0
              ? ScatteredRows.dense(workers, gradientStep, parameters)
              : workers.steps(gradientStep, parameters);
      int perEpoch = training.stepsPerEpoch(ROWS);
      for (int step = 0; step < 3 * perEpoch; step++) {
        steps.gradient(step / perEpoch, step % perEpoch);
        steps.update(step + 1);
      }
      steps.bringUp();
    }
    return ScatteredRows.everything(parameters, gradientStep);
  }

  @Test
  void rowsThatNoExampleNamesStayWhateverPenaltiesThereAre() {
    NetworkSpec network = ScatteredRows.network(5, new RegularizerSpec(0.1, 0.1, 0, false));
    OptimizerSpec decaying = new AdamW(0.01, 0.9, 0.999, 1e-7, 0.5);
    float[] start = Parameters.initialise(network, 3).values();
    List<float[]> results = new ArrayList<>();
    for (OptimizerSpec optimizer : List.of(decaying, new Lazy(decaying))) {
      results.add(fit(network, ScatteredRows.training(2, 3, optimizer, new NoClip()), 1));
    }
    int from = (ScatteredRows.INPUTS - 20) * 5; // the last twenty features never come
    for (int i = from; i < ScatteredRows.INPUTS * 5; i++) {
      assertThat(results.get(0)[i]).isNotEqualTo(start[i]);
      assertThat(results.get(1)[i]).isEqualTo(start[i]);
    }
  }

  @Test
  void whatALazyOptimizerCannotDoIsRefused() {
    NetworkSpec limited = ScatteredRows.network(5, new RegularizerSpec(0, 0, 2, false));
    TrainingSpec training = ScatteredRows.training(1, 3, new Lazy(new Adam(0.01)), new NoClip());
    assertThatThrownBy(() -> new GradientStep(limited, training))
        .hasMessage(
            "maxNorm of the first layer must be 0 with a lazy optimizer, which leaves rows alone. Received: 2.0");
    NetworkSpec network = ScatteredRows.network(5, RegularizerSpec.none());
    Shard rows = ScatteredRows.shard(ROWS, 4);
    assertThatThrownBy(() -> ScatteredRows.workers(network, training, rows, 1, RowMode.DEFERRED))
        .hasMessageContaining("a lazy optimizer does not make up for the steps that a row missed");
    assertThatThrownBy(() -> new Lazy(new Lazy(new Adam(0.01))))
        .hasMessageStartingWith("an optimizer that is made lazy must not be lazy.");
  }

  @Test
  void gradientsSayWhichRowsTheyTouchOnlyWhereThatIsAskedFor() {
    NetworkSpec network = ScatteredRows.network(5, RegularizerSpec.none());
    TrainingSpec eager = ScatteredRows.training(1, 3, new Adam(0.01), new NoClip());
    TrainingSpec lazy = ScatteredRows.training(1, 3, new Lazy(new Adam(0.01)), new NoClip());
    assertThat(Gradient.of(network, eager).touched()).isNull();
    Gradient one = Gradient.of(network, lazy);
    Gradient other = Gradient.of(network, lazy);
    one.touched().add(3);
    other.touched().add(149);
    one.add(other);
    assertThat(one.touched().contains(3) && one.touched().contains(149)).isTrue();
    assertThat(one.touched().contains(4)).isFalse();
    one.clear();
    assertThat(one.touched().contains(3)).isFalse();
  }
}
