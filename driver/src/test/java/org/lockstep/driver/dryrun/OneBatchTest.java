package org.lockstep.driver.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.dryrun.OneBatch.Verdict;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class OneBatchTest {
  private static final int INPUTS = 8;

  private final NetworkSpec network =
      NetworkSpec.of(
          INPUTS, List.of(new DenseSpec(16, Activation.named("relu"))), 3, Task.MULTICLASS, 0);

  private static TrainingSpec training(OptimizerSpec optimizer) {
    return new TrainingSpec(2, 32, 10, 1, optimizer, new Constant(), EarlyStoppingSpec.none());
  }

  /** Labels without any pattern: they can only be learned by heart. */
  private static Shard sample(int rows, float scale) {
    Random random = new Random(1);
    float[] features = new float[rows * INPUTS];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int i = 0; i < features.length; i++) {
      features[i] = scale * (float) random.nextGaussian();
    }
    for (int row = 0; row < rows; row++) {
      targets[row] = random.nextInt(3);
      weights[row] = 1;
    }
    return new Shard(new Matrix(features, 0, rows, INPUTS), targets, 1, weights);
  }

  @Test
  void aSoundJobLearnsOneBatchByHeart() {
    OneBatch learned = OneBatch.of(network, training(new Adam(0.02)), sample(64, 1));
    assertThat(learned.rows()).isEqualTo(32);
    assertThat(learned.verdict()).isEqualTo(Verdict.LEARNED);
    assertThat(learned.last()).isLessThan(0.1 * learned.first());
    assertThat(learned.stepSeconds()).isPositive();
  }

  @Test
  void aRateThatIsTooSmallHardlyMovesTheLoss() {
    OneBatch stuck = OneBatch.of(network, training(new Sgd(1e-6)), sample(64, 1));
    assertThat(stuck.verdict()).isEqualTo(Verdict.UNMOVED);
  }

  @Test
  void aRateThatIsTooLargeExplodesAndIsSaid() {
    OneBatch lost = OneBatch.of(network, training(new Sgd(1e30)), sample(64, 1));
    assertThat(lost.verdict()).isEqualTo(Verdict.EXPLODED);
    assertThat(lost.last()).isNaN();
  }

  @Test
  void whatLiesBetweenIsSaidToo() {
    assertThat(OneBatch.verdict(1, 0.5)).isEqualTo(Verdict.PARTLY);
    assertThat(OneBatch.verdict(1, 1.1)).isEqualTo(Verdict.EXPLODED);
  }

  @Test
  void theFirstTwoStepsTakeAllRowsOfTheSample() {
    TwoSteps steps = TwoSteps.of(network, training(new Adam(0.02)), sample(64, 1));
    assertThat(steps.rows()).isEqualTo(64);
    assertThat(steps.loss()).isBetween(0.5, 3.0);
    assertThatThrownBy(() -> TwoSteps.of(network, training(new Adam(0.02)), sample(64, 1e38f)))
        .isInstanceOf(DivergedException.class);
  }
}
