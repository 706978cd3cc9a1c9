package org.lockstep.trainer.allocation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipByNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.seeded.SeededRows;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Takes training steps in a JVM of its own and prints what each of them allocated: a main, since
 * whether the kernel is scalar is decided once a JVM, and since another test's threads and compiled
 * code must not count.
 *
 * <p>Arguments: the activation, the optimizer, the clipping, the threads, the most steps to take,
 * and after how many steps in a row that allocated nothing to stop. Prints the {@link
 * CountedSteps}.
 */
final class AllocatedBytes {
  private static final int ROWS = 512;
  private static final int BATCH = 32;
  private static final int WORKERS = 2;

  private AllocatedBytes() {}

  /** Every kind of layer, two of them dense and hidden; widths that fill no vector evenly. */
  private static NetworkSpec network(Activation activation, double l2) {
    DenseSpec first = new DenseSpec(37, activation, new GlorotUniform(), true, l2);
    DenseSpec second = new DenseSpec(35, new Identity(), new GlorotUniform(), false, 0);
    return NetworkSpec.of(
        SeededRows.INPUTS,
        List.of(
            new DropoutSpec(0.1),
            first,
            new GaussianNoiseSpec(0.1),
            new DropoutSpec(0.2),
            second,
            new BatchNormalizationSpec(),
            new ActivationSpec(new PRelu()),
            new DenseSpec(5, new RRelu())),
        3,
        Task.MULTICLASS,
        0);
  }

  /** {@code ACTIVATION OPTIMIZER CLIPPING THREADS STEPS QUIET}. */
  public static void main(String[] arguments) {
    // Without a penalty of the first layer clipping by norm lets its rows wait.
    NetworkSpec network =
        network(Activation.named(arguments[0]), arguments[2].equals("norm") ? 0 : 1e-4);
    int threads = Integer.parseInt(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    int quiet = Integer.parseInt(arguments[5]);
    // Of so few features every step touches most: left to itself, nothing would wait.
    RowMode rows = arguments[2].equals("global_norm") ? RowMode.AUTOMATIC : RowMode.DEFERRED;
    ClipSpec clip =
        switch (arguments[2]) {
          case "norm" -> new ClipByNorm(0.1);
          case "global_norm" -> new ClipByGlobalNorm(0.1);
          default -> new NoClip();
        };
    OptimizerSpec optimizer =
        arguments[1].equals("adam") ? new Adam(0.01) : new Momentum(0.01, 0.9, true);
    TrainingSpec training =
        new TrainingSpec(WORKERS, BATCH, 1, 42, optimizer, new Constant(), EarlyStoppingSpec.none())
            .toBuilder().clip(clip).build();
    Kernel kernel = Kernels.best();
    Map<Split, Shard> splits = new EnumMap<>(Split.class);
    splits.put(Split.TRAIN, SeededRows.rows(ROWS, 1));
    float[] parameters = Parameters.initialise(network, 42).values();
    try (LocalWorkers workers =
        LocalWorkers.dealing(network, training, splits, kernel, threads, rows)) {
      Steps run = workers.steps(new GradientStep(network, training), parameters);
      System.out.print(
          CountedSteps.of(run, ROWS / BATCH, steps, quiet, CrewBytes.ofCrew(threads)).lines());
    }
  }
}
