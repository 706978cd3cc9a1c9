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
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** A whole training against PyTorch's, from golden/network.py. */
class GoldenNetworkTest {

  private static Map<String, float[]> golden() throws IOException {
    Map<String, float[]> arrays = new HashMap<>();
    try (InputStream in =
        GoldenNetworkTest.class.getResourceAsStream("/org/lockstep/trainer/golden/network.txt")) {
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

  @Test
  void fiveAdamStepsWithPenaltyAndExampleWeightsFollowPyTorch() throws IOException {
    Map<String, float[]> golden = golden();
    DenseSpec hidden = new DenseSpec(5, new Tanh(), new GlorotUniform(), true, 0.01);
    NetworkSpec network = NetworkSpec.of(4, List.of(hidden), 3, Task.MULTICLASS, 0);
    Matrix x = new Matrix(golden.get("x"), 0, 11, 4);
    Shard rows = new Shard(x, golden.get("y"), 1, golden.get("weight"));
    TrainingSpec training =
        new TrainingSpec(3, 11, 5, 1, new Adam(0.05), new Constant(), EarlyStoppingSpec.none());
    LocalWorkers workers =
        LocalWorkers.dealing(network, training, Map.of(Split.TRAIN, rows), Kernels.best());

    List<float[]> parameters = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    new TrainingRun(
            network,
            training,
            workers,
            (record, current) -> {
              parameters.add(current.clone());
              losses.add(record.train().loss());
            })
        .fit(golden.get("step0").clone());

    for (int step = 1; step <= 5; step++) {
      assertThat(parameters.get(step - 1))
          .as("step %d", step)
          .containsExactly(golden.get("step" + step), within(1e-5f));
      assertThat(losses.get(step - 1)).isCloseTo(golden.get("loss")[step - 1], within(1e-5));
    }
  }
}
