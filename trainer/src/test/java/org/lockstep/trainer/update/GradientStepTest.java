package org.lockstep.trainer.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class GradientStepTest {
  /** Kernel (1, 1) with λ = 0.25 and a bias. */
  private static final NetworkSpec NETWORK = NetworkSpec.of(1, List.of(), 1, Task.REGRESSION, 0.25);

  private static Gradient gradient(float kernel, float bias, float weight) {
    Totals totals = Totals.of(Task.REGRESSION, 1);
    totals.add(Matrix.zeros(1, 1), new float[1], new float[] {weight}, 1);
    Gradient gradient = new Gradient(2, totals);
    gradient.sums()[0] = kernel;
    gradient.sums()[1] = bias;
    return gradient;
  }

  @Test
  void theSumIsDividedByTheWeightAndThePenaltyIsAddedOnceToKernelsOnly() {
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, new Sgd(0.1), new Constant(), EarlyStoppingSpec.none());
    float[] parameters = {2, 2};
    new GradientStep(NETWORK, training).take(parameters, gradient(12, 12, 4), 1);
    // kernel: 2 − 0.1·(12/4 + 2·0.25·2); bias: 2 − 0.1·12/4
    assertThat(parameters).containsExactly(new float[] {1.6f, 1.7f}, within(1e-6f));
  }

  @Test
  void theMeanGradientIsClippedWithItsPenalty() {
    TrainingSpec training =
        new TrainingSpec(1, 1, 1, 1, new Sgd(1), new Constant(), EarlyStoppingSpec.none())
            .toBuilder().clip(new ClipByGlobalNorm(1)).build();
    float[] parameters = {2, 2};
    new GradientStep(NETWORK, training).take(parameters, gradient(8, 16, 4), 1);
    // kernel: 8/4 + 2·0.25·2 = 3, bias: 16/4 = 4; length 5 becomes 1
    assertThat(parameters).containsExactly(new float[] {1.4f, 1.2f}, within(1e-6f));
  }

  @Test
  void rowsWithoutWeightLeaveParametersAndStateAsTheyAre() {
    TrainingSpec training =
        new TrainingSpec(
            1, 1, 1, 1, new Momentum(0.1, 0.9, false), new Constant(), EarlyStoppingSpec.none());
    GradientStep step = new GradientStep(NETWORK, training);
    GradientStep undisturbed = new GradientStep(NETWORK, training);
    float[] parameters = {2, 2};
    float[] expected = {2, 2};
    step.take(parameters, gradient(3, 3, 1), 1);
    undisturbed.take(expected, gradient(3, 3, 1), 1);
    step.take(parameters, gradient(0, 0, 0), 2);
    assertThat(parameters).isEqualTo(expected);
    step.take(parameters, gradient(1, 1, 1), 3);
    undisturbed.take(expected, gradient(1, 1, 1), 3);
    assertThat(parameters).isEqualTo(expected);
  }
}
