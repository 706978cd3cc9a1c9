package org.lockstep.trainer.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SafeNorm;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** The bound is never below the length, and close enough to be of use. */
class GradientBoundTest {
  private static final NetworkSpec NETWORK = SeededRows.network();
  private static final TrainingSpec TRAINING =
      SeededRows.training(3, 32, 2, EarlyStoppingSpec.none());

  private static Steps steps(float[] parameters, RowMode mode) {
    return LocalWorkers.dealing(
            NETWORK, TRAINING, Map.of(Split.TRAIN, SeededRows.rows(90, 1)), Kernels.best(), 1, mode)
        .steps(new GradientStep(NETWORK, TRAINING), parameters);
  }

  @ParameterizedTest
  @EnumSource(
      value = RowMode.class,
      names = {"DENSE", "DEFERRED"})
  void theLengthIsBounded(RowMode mode) {
    float[] parameters = Parameters.initialise(NETWORK, 1).values();
    Steps steps = steps(parameters, mode);
    for (int step = 0; step < 3; step++) {
      steps.gradient(0, step);
      float[] sums = steps.merged().sums();
      double length = SafeNorm.of(sums, 0, sums.length, Kernels.best());
      assertThat(steps.length()).isBetween(length, 30 * length);
      steps.update(step + 1);
    }
  }

  @Test
  void aSumThatIsNotFiniteMakesItNotFinite() {
    for (int at : new int[] {0, SeededRows.INPUTS * 19 + 3, SeededRows.INPUTS * 19 + 19 + 1}) {
      float[] parameters = Parameters.initialise(NETWORK, 1).values();
      parameters[at] = Float.NaN;
      Steps steps = steps(parameters, RowMode.AUTOMATIC);
      steps.gradient(0, 0);
      assertThat(steps.length()).isNaN();
    }
  }

  @Test
  void aLookAtTheSumsChangesNothing() {
    float[] looked = Parameters.initialise(NETWORK, 1).values();
    float[] plain = looked.clone();
    Steps looking = steps(looked, RowMode.DEFERRED);
    Steps busy = steps(plain, RowMode.DEFERRED);
    for (int step = 0; step < 3; step++) {
      looking.gradient(0, step);
      looking.merged();
      looking.update(step + 1);
      busy.gradient(0, step);
      busy.update(step + 1);
    }
    looking.bringUp();
    busy.bringUp();
    assertThat(looked).isEqualTo(plain);
  }
}
