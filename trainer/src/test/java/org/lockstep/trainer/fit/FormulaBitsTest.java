package org.lockstep.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.KernelOfWidth;
import org.lockstep.trainer.matrix.ScalarKernel;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.seeded.ScatteredRows;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Every activation, loss, optimizer and kind of layer trained for three epochs, and the bits of all
 * their parameters pinned: of every JDK, kernel and vector width. A change of them is a change of
 * the arithmetic.
 */
class FormulaBitsTest {
  private static final int ROWS = 90;

  /** The SHA-256 of all lines. */
  private static final String PINNED =
      "503500a58e76c980b872932fc511688773fce75ac9ec35edeeadb44ec10b7b6d";

  @Test
  void theScalarKernelGivesThePinnedParameters() {
    requirePinned(new ScalarKernel());
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "256", "512"})
  void everyVectorWidthGivesThePinnedParameters(String bits) {
    requirePinned(KernelOfWidth.load(bits));
  }

  private static void requirePinned(Kernel kernel) {
    List<String> hashes = hashes(kernel);
    assertThat(new HashSet<>(hashes)).hasSameSizeAs(hashes);
    assertThat(sha256(String.join("\n", hashes))).as("%s", hashes).isEqualTo(PINNED);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NetworkSpec network(List<LayerSpec> hidden, Task task, LossSpec loss) {
    int outputs = task == Task.BINARY || task == Task.REGRESSION ? 1 : 3;
    return NetworkSpec.of(ScatteredRows.INPUTS, hidden, outputs, task, loss, 1e-3);
  }

  private static NetworkSpec classifier(LayerSpec... hidden) {
    return network(List.of(hidden), Task.MULTICLASS, LossSpec.defaultFor(Task.MULTICLASS));
  }

  /** Each formula's parameters, as {@code what hash}. */
  private static List<String> hashes(Kernel kernel) {
    List<String> hashes = new ArrayList<>();
    OptimizerSpec adam = new Adam(0.01);
    for (String name : Activation.names()) {
      if (!name.equals("step")) {
        NetworkSpec network = classifier(new DenseSpec(21, Activation.named(name)));
        hashes.add(hash(name, network, adam, kernel));
      }
    }
    DenseSpec hidden = new DenseSpec(21, new Tanh());
    for (OptimizerSpec optimizer : ScatteredRows.optimizers().toList()) {
      hashes.add(hash(optimizer.toString(), classifier(hidden), optimizer, kernel));
    }
    List<LossSpec> classes =
        List.of(new LossSpec.CrossEntropy(0.1), new LossSpec.Focal(2), new LossSpec.Hinge());
    for (LossSpec loss : classes) {
      for (Task task : List.of(Task.MULTICLASS, Task.BINARY)) {
        NetworkSpec network = network(List.of(hidden), task, loss);
        hashes.add(hash(task + " " + loss, network, adam, kernel));
      }
    }
    List<LossSpec> numbers =
        List.of(
            new LossSpec.SquaredError(),
            new LossSpec.AbsoluteError(),
            new LossSpec.Huber(1),
            new LossSpec.Poisson());
    for (LossSpec loss : numbers) {
      NetworkSpec network = network(List.of(hidden), Task.REGRESSION, loss);
      hashes.add(hash(loss.toString(), network, adam, kernel));
    }
    NetworkSpec layers =
        classifier(
            hidden,
            new GaussianNoiseSpec(0.1),
            new BatchNormalizationSpec(),
            new ActivationSpec(new Tanh()));
    hashes.add(hash("layers", layers, adam, kernel));
    return hashes;
  }

  private static String hash(
      String what, NetworkSpec network, OptimizerSpec optimizer, Kernel kernel) {
    TrainingSpec training = ScatteredRows.training(2, 16, optimizer, new NoClip());
    Shard rows = ScatteredRows.shard(ROWS, 1);
    if (network.task() == Task.BINARY) {
      float[] targets = rows.targets().clone();
      for (int i = 0; i < targets.length; i++) {
        targets[i] = Math.min(1, targets[i]);
      }
      rows = new Shard(rows.features(), targets, 1, rows.weights());
    }
    try (LocalWorkers workers =
        LocalWorkers.dealing(
            network, training, Map.of(Split.TRAIN, rows), kernel, 1, RowMode.AUTOMATIC)) {
      TrainingRun run = new TrainingRun(network, training, workers, (record, p) -> {});
      return what + " " + Parameters.sha256(run.fit().parameters());
    }
  }
}
