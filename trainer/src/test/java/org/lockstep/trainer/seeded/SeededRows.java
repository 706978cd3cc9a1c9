package org.lockstep.trainer.seeded;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Small sparse rows of three classes, some rows mislabelled, and the network for them. */
public final class SeededRows {
  public static final int INPUTS = 40;

  private SeededRows() {}

  public static Shard rows(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * 6];
    float[] values = new float[rows * 6];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      int label = random.nextInt(3);
      boolean[] chosen = new boolean[INPUTS];
      for (int i = 0; i < 6; i++) {
        chosen[random.nextInt(3) == 0 ? random.nextInt(INPUTS) : label * 13 + random.nextInt(13)] =
            true;
      }
      int k = starts[row];
      for (int column = 0; column < INPUTS; column++) {
        if (chosen[column]) {
          indices[k] = column;
          values[k++] = 0.25f + (float) random.nextDouble();
        }
      }
      starts[row + 1] = k;
      targets[row] = random.nextInt(8) == 0 ? random.nextInt(3) : label;
      weights[row] = 0.5f + random.nextInt(3);
    }
    int nonZeros = starts[rows];
    SparseRows features =
        new SparseRows(
            INPUTS, starts, Arrays.copyOf(indices, nonZeros), Arrays.copyOf(values, nonZeros));
    return new Shard(features, targets, 1, weights);
  }

  /** The same rows with dense features. */
  public static Shard dense(Shard sparse) {
    SparseRows features = (SparseRows) sparse.features();
    Matrix x = Matrix.zeros(sparse.rows(), features.columns());
    for (int row = 0; row < sparse.rows(); row++) {
      for (int k = features.starts()[row]; k < features.starts()[row + 1]; k++) {
        x.set(row, features.indices()[k], features.values()[k]);
      }
    }
    return new Shard(x, sparse.targets(), 1, sparse.weights());
  }

  /** Input and hidden dropout, L2 and a hidden width that fills no vector evenly. */
  public static NetworkSpec network() {
    DenseSpec hidden = new DenseSpec(19, new Sigmoid(), new GlorotUniform(), true, 1e-4);
    return NetworkSpec.of(
        INPUTS, List.of(new DropoutSpec(0.1), hidden, new DropoutSpec(0.2)), 3, Task.MULTICLASS, 0);
  }

  public static TrainingSpec training(
      int workers, int batchSize, int epochs, EarlyStoppingSpec stopping) {
    return new TrainingSpec(
        workers, batchSize, epochs, 42, new Adam(0.02), new Constant(), stopping);
  }

  public static LocalWorkers workers(TrainingSpec training, int rows) {
    return workers(training, rows, Kernels.best());
  }

  public static LocalWorkers workers(TrainingSpec training, int rows, Kernel kernel) {
    Map<Split, Shard> splits = new EnumMap<>(Split.class);
    splits.put(Split.TRAIN, rows(rows, 1));
    splits.put(Split.VALIDATION, rows(60, 2));
    return LocalWorkers.dealing(network(), training, splits, kernel);
  }

  public static TrainingResult fit(TrainingSpec training, int rows) {
    return new TrainingRun(network(), training, workers(training, rows), (record, p) -> {}).fit();
  }
}
