package org.lockstep.trainer.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch over sparse rows of made-up text, whose terms are as frequent as 1 / rank, alone in its
 * JVM, for profilers: 64 sigmoid units, Adam, batch 512. {@link SparseEpochBench} measures real
 * text.
 *
 * <pre>java -cp … org.openjdk.jmh.Main SparseEpochJmh -p shape=20000,5000,118 -prof gc</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class SparseEpochJmh {
  private static final int CLASSES = 3;

  /** Rows, features, non-zeros a row. */
  @Param({"8784,5000,15", "20000,5000,118"})
  private String shape;

  @Param({"1", "2"})
  private int threads;

  @Param({"DEFERRED", "DENSE"})
  private RowMode mode;

  private LocalWorkers workers;
  private Steps steps;
  private float[] parameters;
  private int perEpoch;
  private int epoch;

  @Setup
  public void prepare() {
    int[] sizes = Arrays.stream(shape.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    NetworkSpec network =
        NetworkSpec.of(
            sizes[1], List.of(new DenseSpec(64, new Sigmoid())), CLASSES, Task.MULTICLASS, 0);
    TrainingSpec training =
        new TrainingSpec(2, 512, 1, 1, new Adam(0.001), new Constant(), EarlyStoppingSpec.none());
    Map<Split, Shard> rows = Map.of(Split.TRAIN, rows(sizes[0], sizes[1], sizes[2]));
    workers = LocalWorkers.dealing(network, training, rows, Kernels.best(), threads, mode);
    parameters = Parameters.initialise(network, 1).values();
    steps = workers.steps(new GradientStep(network, training), parameters);
    perEpoch = training.stepsPerEpoch(sizes[0]);
  }

  private static Shard rows(int rows, int columns, int length) {
    SplittableRandom random = new SplittableRandom(5);
    int[] starts = new int[rows + 1];
    int[] indices = new int[rows * length];
    float[] values = new float[rows * length];
    float[] targets = new float[rows];
    float[] weights = new float[rows];
    Arrays.fill(values, (float) (1 / Math.sqrt(length)));
    Arrays.fill(weights, 1);
    for (int row = 0; row < rows; row++) {
      int[] terms =
          random
              .doubles()
              .mapToInt(share -> (int) Math.pow(columns, share) - 1)
              .distinct()
              .limit(length)
              .sorted()
              .toArray();
      System.arraycopy(terms, 0, indices, row * length, length);
      starts[row + 1] = (row + 1) * length;
      targets[row] = row % CLASSES;
    }
    return new Shard(new SparseRows(columns, starts, indices, values), targets, 1, weights);
  }

  @Benchmark
  public float[] epoch() {
    for (int step = 0; step < perEpoch; step++) {
      steps.gradient(epoch, step);
      steps.update((long) epoch * perEpoch + step + 1);
    }
    steps.bringUp();
    epoch++;
    return parameters;
  }

  @TearDown
  public void close() {
    workers.close();
  }
}
