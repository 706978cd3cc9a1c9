package org.lockstep.driver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;

class MachineTimesTest {
  private static final int INPUTS = 2000;

  @Test
  void stepsOfSparseRowsAreTimedAndFitted() {
    Shard rows = rows(1200);
    TouchedFeatures touched = TouchedFeatures.of((SparseRows) rows.features());
    NetworkSpec network =
        NetworkSpec.of(
            INPUTS, List.of(new DenseSpec(32, Activation.named("sigmoid"))), 3, Task.MULTICLASS, 0);
    TrainingSpec training =
        new TrainingSpec(3, 128, 5, 1, new Adam(0.01), new Constant(), EarlyStoppingSpec.none());
    MachineTimes times = MachineTimes.measure(network, training, rows, Optional.of(touched), 1);
    assertThat(times.points())
        .extracting(MachineTimes.Point::batchSize)
        .containsExactly(2, 8, 32, 128, 512, 1200);
    MachineTimes.Point few = times.points().get(0);
    MachineTimes.Point many = times.points().get(5);
    assertThat(many.seconds()).isGreaterThan(few.seconds());
    Arithmetic cost = times.arithmetic();
    assertThat(cost.rowSeconds() + cost.touchedSeconds()).isPositive();
    assertThat(cost.packSeconds()).isBetween(1e-11, 1e-6);
    assertThat(cost.mergeSeconds()).isBetween(1e-11, 1e-6);
    assertThat(cost.scoreSeconds()).isPositive();
    assertThat(cost.settleSeconds()).isPositive();
    assertThat(cost.serialShare()).isBetween(0.0, 1.0);
    assertThat(times.noise().sigma()).isPositive();
    assertThat(many.error()).isBetween(-0.9, 5.0);
  }

  @Test
  void loopbackIsALink() throws IOException {
    Link link = Loopback.measure();
    assertThat(link.messageSeconds()).isBetween(1e-7, 1e-2);
    assertThat(link.bytesPerSecond()).isBetween(1e7, 1e12);
    assertThat(link.latencySeconds()).isBetween(0.0, 1e-1);
  }

  @Test
  void shardsAreJoinedAndCutRowByRow() {
    Shard rows = rows(7);
    Shard joined = Sample.join(List.of(Sample.head(rows, 3), Sample.head(rows, 0), rows));
    assertThat(joined.rows()).isEqualTo(10);
    Shard dealt = Dealing.deal(joined, 10).get(4);
    Shard expected = Dealing.deal(rows, 7).get(1);
    assertThat(((SparseRows) dealt.features()).indices())
        .isEqualTo(((SparseRows) expected.features()).indices());
    assertThat(dealt.targets()).isEqualTo(expected.targets());
    assertThat(dealt.weights()).isEqualTo(expected.weights());
  }

  @Test
  void denseShardsAreJoinedAndCopied() {
    Shard rows =
        new Shard(
            new Matrix(new float[] {1, 2, 3, 4, 5, 6}, 0, 3, 2),
            new float[] {0, 1, 0},
            1,
            new float[] {1, 1, 2});
    Shard head = Sample.head(rows, 2);
    assertThat(((Matrix) head.features()).data()).containsExactly(1, 2, 3, 4);
    Shard joined = Sample.join(List.of(head, rows));
    assertThat(((Matrix) joined.features()).data()).containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 5, 6);
    assertThat(joined.weights()).containsExactly(1, 1, 1, 1, 2);
    assertThatThrownBy(() -> Sample.join(List.of(Sample.head(rows, 0))))
        .hasMessage("shards must hold a row. Received: none");
  }

  private static Shard rows(int count) {
    Random random = new Random(2);
    int[] starts = new int[count + 1];
    int[] indices = new int[10 * count];
    float[] targets = new float[count];
    float[] weights = new float[count];
    for (int row = 0; row < count; row++) {
      int[] features = random.ints(0, INPUTS).distinct().limit(10).sorted().toArray();
      System.arraycopy(features, 0, indices, 10 * row, 10);
      starts[row + 1] = 10 * row + 10;
      targets[row] = random.nextInt(3);
      weights[row] = 1 + random.nextInt(2);
    }
    float[] values = new float[indices.length];
    Arrays.fill(values, 0.3f);
    return new Shard(new SparseRows(INPUTS, starts, indices, values), targets, 1, weights);
  }
}
