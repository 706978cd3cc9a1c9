package org.lockstep.trainer.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.metric.Scores;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Exclusive or: no line parts (0,1) and (1,0) from (0,0) and (1,1) (Minsky & Papert 1969). */
class XorTest {
  private static final Shard ROWS =
      new Shard(
          new Matrix(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 0, 4, 2),
          new float[] {0, 1, 1, 0},
          1,
          new float[] {1, 1, 1, 1});

  @Test
  void withAHiddenLayerItIsLearned() {
    Scores scores = trained(List.of(new DenseSpec(4, new Tanh())));
    assertThat(scores.value("accuracy")).isEqualTo(1);
    assertThat(scores.loss()).isLessThan(0.01);
  }

  /** The best that a line can do is to say ½ of everything: a loss of ln 2. */
  @Test
  void withoutOneItIsNot() {
    Scores scores = trained(List.of());
    assertThat(scores.value("accuracy")).isLessThanOrEqualTo(0.75);
    assertThat(scores.loss()).isCloseTo(Math.log(2), within(1e-4));
  }

  private static Scores trained(List<LayerSpec> hidden) {
    NetworkSpec network = NetworkSpec.of(2, hidden, 1, Task.BINARY, 0);
    TrainingSpec training =
        new TrainingSpec(1, 4, 500, 1, new Adam(0.05), new Constant(), EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, ROWS), Kernels.best());
    float[] parameters =
        new TrainingRun(network, training, workers, (record, p) -> {}).fit().parameters();
    return workers.evaluate(parameters, Split.TRAIN).scores();
  }
}
