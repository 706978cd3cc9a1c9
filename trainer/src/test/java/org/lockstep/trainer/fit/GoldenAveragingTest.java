package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.EpochOrder;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StepRows;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.worker.LocalWorkers;

/** Rounds of workers' own steps against PyTorch's, from golden/averaging.py. */
class GoldenAveragingTest {
  private static final int POSITIONS = 40;
  private static final int WORKERS = 3;
  private static final int BATCH = 6;
  private static final long SEED = 1;

  private static Map<String, float[]> golden() throws IOException {
    Map<String, float[]> arrays = new HashMap<>();
    try (InputStream in =
        GoldenAveragingTest.class.getResourceAsStream(
            "/org/lockstep/trainer/golden/averaging.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] words = line.split(" ", -1);
        float[] numbers = new float[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.parseFloat(words[i + 1]);
        }
        arrays.put(words[0].replace(":", ""), numbers);
      }
    }
    return arrays;
  }

  /** Rows that the first epoch's order brings to the script's positions. */
  private static List<Shard> shards(Map<String, float[]> golden) {
    List<Shard> shards = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      int rows = StepRows.ofShard(POSITIONS, worker, WORKERS);
      int[] order = new int[rows];
      EpochOrder.fill(order, SEED, 0, worker);
      Matrix x = Matrix.zeros(rows, 4);
      float[] targets = new float[rows];
      float[] weights = new float[rows];
      for (int i = 0; i < rows; i++) {
        int position = worker + i * WORKERS;
        System.arraycopy(golden.get("x"), 4 * position, x.data(), 4 * order[i], 4);
        targets[order[i]] = golden.get("y")[position];
        weights[order[i]] = golden.get("weight")[position];
      }
      shards.add(new Shard(x, targets, 1, weights));
    }
    return shards;
  }

  static List<OptimizerSpec> optimizers() {
    return List.of(new Sgd(0.5), new Momentum(0.2, 0.9, false), new Adam(0.05));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void threeRoundsFollowPyTorch(OptimizerSpec optimizer) throws IOException {
    Map<String, float[]> golden = golden();
    DenseSpec hidden = new DenseSpec(5, new Tanh(), new GlorotUniform(), true, 0.01);
    NetworkSpec network = NetworkSpec.of(4, List.of(hidden), 3, Task.MULTICLASS, 0);
    TrainingSpec training =
        new TrainingSpec(
                WORKERS, BATCH, 1, SEED, optimizer, new Constant(), EarlyStoppingSpec.none())
            .with(AveragingSpec.every(3));
    float[] parameters = golden.get("start").clone();
    try (LocalWorkers workers =
        new LocalWorkers(network, training, Map.of(Split.TRAIN, shards(golden)), Kernels.best())) {
      Steps steps =
          AveragedSteps.of(
              network, training, workers, new GradientStep(network, training), parameters);
      for (int step = 0; step < 7; step++) {
        steps.gradient(0, step);
        steps.update(step + 1);
        if (step % 3 == 2 || step == 6) {
          assertThat(parameters)
              .as("step %d", step)
              .containsExactly(golden.get(optimizer.name() + (step / 3 + 1)), within(1e-5f));
        }
      }
    }
  }
}
