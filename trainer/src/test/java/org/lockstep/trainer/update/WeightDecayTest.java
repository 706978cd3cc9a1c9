package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lockstep.trainer.golden.Golden;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.network.WeightDecay;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.Lion;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** Decoupled weight decay in {@link GradientStep}. */
class WeightDecayTest {
  /** Six weights and a bias. */
  private static final NetworkSpec NETWORK = NetworkSpec.of(6, List.of(), 1, Task.REGRESSION, 0);

  private static GradientStep step(OptimizerSpec optimizer) {
    return new GradientStep(
        NETWORK, new TrainingSpec(1, 1, 1, 1, optimizer, new Constant(), EarlyStoppingSpec.none()));
  }

  private static float[] row(String key, int step) {
    return Arrays.copyOfRange(Golden.floats(key), (step - 1) * 7, step * 7);
  }

  /** The mean gradient of one row of weight 1. */
  private static Gradient gradient(int step) {
    Totals totals = Totals.of(Task.REGRESSION, 1);
    totals.add(Matrix.zeros(1, 1), new float[1], new float[] {1}, 1);
    Gradient gradient = new Gradient(7, totals);
    System.arraycopy(row("optimizer.gradients", step), 0, gradient.sums(), 0, 7);
    return gradient;
  }

  /** To the bit: decay, then update. */
  @ParameterizedTest
  @CsvSource({"adamw", "lion_decay"})
  void makesTheGoldenSteps(String key) {
    float[] parameters = Golden.floats("optimizer.start");
    WeightDecay decay = new WeightDecay(NETWORK, 0.1);
    OptimizerSpec spec = key.equals("adamw") ? new AdamW(0.01) : new Lion(0.01);
    var optimizer = spec.create(7);
    for (int step = 1; step <= 5; step++) {
      double rate = Golden.doubles("optimizer.rates")[step - 1];
      decay.shrink(parameters, rate);
      optimizer.update(parameters, row("optimizer.gradients", step), step, rate);
      assertThat(parameters).as("step %d", step).containsExactly(row("optimizer." + key, step));
    }
  }

  @Test
  void adamwMakesPyTorchsStepsUpToRoundingWithDecayOnTheKernelAlone() {
    float[] parameters = Golden.floats("optimizer.start");
    GradientStep gradientStep = step(new AdamW(0.01, 0.9, 0.999, 1e-36, 0.1));
    for (int step = 1; step <= 5; step++) {
      gradientStep.take(parameters, gradient(step), step);
      float[] expected = row("torch.adamw", step);
      for (int i = 0; i < 7; i++) {
        assertThat(parameters[i])
            .as("step %d, parameter %d", step, i)
            .isCloseTo(expected[i], within(5e-6f * Math.max(0.01f, Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void shrinksKernelsByTheRateTimesLambdaAndLeavesBiases() {
    float[] parameters = {1, -2, 3, -4, 5, -6, 7};
    new WeightDecay(NETWORK, 0.5).shrink(parameters, 0.5);
    assertThat(parameters).containsExactly(0.75f, -1.5f, 2.25f, -3, 3.75f, -4.5f, 7);
  }

  @Test
  void adamwWithoutDecayIsAdam() {
    float[] parameters = Golden.floats("optimizer.start");
    GradientStep gradientStep = step(new AdamW(0.01, 0.9, 0.999, 1e-7, 0));
    gradientStep.take(parameters, gradient(1), 1);
    assertThat(parameters).containsExactly(row("optimizer.adam", 1));
  }
}
