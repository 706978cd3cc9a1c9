package org.lockstep.trainer.seeded;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.clipping.ClipByValue;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.AdaDelta;
import org.lockstep.trainer.optimizer.AdaGrad;
import org.lockstep.trainer.optimizer.AdaMax;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.optimizer.AdamW;
import org.lockstep.trainer.optimizer.AmsGrad;
import org.lockstep.trainer.optimizer.Lion;
import org.lockstep.trainer.optimizer.Momentum;
import org.lockstep.trainer.optimizer.Nadam;
import org.lockstep.trainer.optimizer.OptimizerSpec;
import org.lockstep.trainer.optimizer.RmsProp;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.schedule.Cosine;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Sparse rows whose features come back after many steps or never, some without weight, and every
 * optimizer for them.
 */
public final class ScatteredRows {
  public static final int INPUTS = 150;

  private ScatteredRows() {}

  public static Stream<OptimizerSpec> optimizers() {
    return Stream.of(
        new Sgd(0.5),
        new Momentum(0.1, 0.9, false),
        new Momentum(0.1, 0.9, true),
        new AdaGrad(0.1),
        new RmsProp(0.01),
        new RmsProp(0.01, 0.9, 0.5, 1e-7, false),
        new RmsProp(0.01, 0.9, 0.5, 1e-7, true),
        new AdaDelta(1),
        new Adam(0.01),
        new AdamW(0.01, 0.9, 0.999, 1e-7, 0.1),
        new AmsGrad(0.01),
        new Nadam(0.01),
        new AdaMax(0.01),
        new Lion(0.01, 0.9, 0.99, 0.05),
        new Lion(0.01));
  }

  /** {@code rows} examples of 0 … 3 features; runs of them have no weight. */
  public static Shard shard(int rows, long seed) {
    Random random = new Random(seed);
    int[] starts = new int[rows + 1];
    int[] indices = new int[3 * rows];
    float[] values = new float[3 * rows];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      int k = starts[row];
      int column = -1;
      for (int i = random.nextInt(4); i > 0; i--) {
        // Low columns are frequent; the last twenty never come.
        column += 1 + (int) (Math.pow(random.nextDouble(), 3) * (INPUTS - 20 - column - i));
        indices[k] = column;
        values[k++] = random.nextInt(9) == 0 ? 0 : (float) random.nextGaussian();
      }
      starts[row + 1] = k;
      targets[row] = random.nextInt(3);
      weights[row] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(2);
    }
    int nonZeros = starts[rows];
    SparseRows features =
        new SparseRows(
            INPUTS, starts, Arrays.copyOf(indices, nonZeros), Arrays.copyOf(values, nonZeros));
    return new Shard(features, targets, 1, weights);
  }

  public static NetworkSpec network(int units, RegularizerSpec regularizer) {
    DenseSpec hidden = new DenseSpec(units, new Tanh(), new GlorotUniform(), true, regularizer);
    return NetworkSpec.of(INPUTS, List.of(hidden), 3, Task.MULTICLASS, 1e-3);
  }

  public static TrainingSpec training(
      int workers, int batchSize, OptimizerSpec optimizer, ClipSpec clip) {
    return new TrainingSpec(
            workers, batchSize, 3, 7, optimizer, new Cosine(120, 0.1), EarlyStoppingSpec.none())
        .toBuilder().clip(clip).build();
  }

  public static Stream<RegularizerSpec> regularizers() {
    return Stream.of(
        RegularizerSpec.none(), RegularizerSpec.l2(1e-2), new RegularizerSpec(1e-3, 1e-3, 0, true));
  }

  public static Stream<ClipSpec> clips() {
    return Stream.of(new NoClip(), new ClipByValue(0.01));
  }

  public static LocalWorkers workers(
      NetworkSpec network, TrainingSpec training, Shard rows, int threads, RowMode mode) {
    return LocalWorkers.dealing(
        network, training, Map.of(Split.TRAIN, rows), Kernels.best(), threads, mode);
  }

  /**
   * Workers of which only the merged gradient is asked: the dense update of {@link GradientStep}.
   */
  public static Steps dense(LocalWorkers workers, GradientStep gradientStep, float[] parameters) {
    return new DenseSteps(workers, gradientStep, parameters);
  }

  /** Parameters, then the optimizer's state. */
  public static float[] everything(float[] parameters, GradientStep gradientStep) {
    List<float[]> state = gradientStep.optimizer().state();
    float[] all = Arrays.copyOf(parameters, parameters.length * (1 + state.size()));
    for (int i = 0; i < state.size(); i++) {
      System.arraycopy(state.get(i), 0, all, parameters.length * (i + 1), parameters.length);
    }
    return all;
  }
}
