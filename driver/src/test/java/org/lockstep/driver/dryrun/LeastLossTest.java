package org.lockstep.driver.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.loss.Loss;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

class LeastLossTest {
  private static final float[] TARGETS = {0.25f, 1, 0.5f, 0};
  private static final float[] WEIGHTS = {1, 3};

  private static NetworkSpec network(LossSpec loss) {
    return NetworkSpec.of(2, List.of(), 2, Task.RECONSTRUCTION, loss, 0);
  }

  @Test
  void crossEntropyIsLeastWhereSigmoidIsTheTarget() {
    NetworkSpec network = network(new LossSpec.CrossEntropy(0));
    Shard rows = new Shard(Matrix.zeros(2, 2), TARGETS, 2, WEIGHTS);
    Matrix best = Matrix.zeros(2, 2);
    for (int i = 0; i < 4; i++) {
      float share = Math.min(1 - 1e-7f, Math.max(1e-7f, TARGETS[i]));
      best.data()[i] = (float) Math.log(share / (1 - share));
    }
    double least = LeastLoss.of(network, rows);
    assertThat(Loss.of(network).loss(best, TARGETS, WEIGHTS) / 4).isCloseTo(least, within(1e-6));
    assertThat(least).isBetween(0.3, 0.4);
  }

  @Test
  void squaresCanBeZero() {
    Shard rows = new Shard(Matrix.zeros(2, 2), TARGETS, 2, WEIGHTS);
    assertThat(LeastLoss.of(network(new LossSpec.SquaredError()), rows)).isZero();
  }
}
