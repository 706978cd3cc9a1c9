package org.lockstep.driver.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * What this machine needs for the job's own steps: real steps of the plain trainer at batch sizes
 * around the job's, fitted by {@code seconds = step + row·rows + touched·(touched rows)}.
 *
 * @param noise of equal steps
 * @param points what was fitted
 */
public record MachineTimes(Arithmetic arithmetic, Noise noise, List<Point> points) {
  private static final int SCORED_ROWS = 4096;
  private static final int MOST_WORKERS = 8;

  /** A batch size's median step, and what the fit says of it. */
  public record Point(int batchSize, double seconds, double fittedSeconds) {

    /** The fit's error, relative to the measurement. */
    public double error() {
      return fittedSeconds / seconds - 1;
    }
  }

  /**
   * Measures for about so many seconds.
   *
   * @param sample the job's rows or some of them
   * @param touched of the sample; nothing for dense features
   */
  public static MachineTimes measure(
      NetworkSpec network,
      TrainingSpec training,
      Shard sample,
      Optional<TouchedFeatures> touched,
      double seconds) {
    int batchSize = Math.min(training.batchSize(), sample.rows());
    List<Integer> sizes = sizes(batchSize, sample.rows());
    int workers = Math.max(2, Math.min(MOST_WORKERS, training.workers()));
    StepRuns runs = new StepRuns(network, sample);
    sizes.forEach(size -> runs.add(spec(training, 1, size), 1));
    TrainingSpec dealt = spec(training, workers, batchSize);
    runs.add(dealt, 1);
    runs.add(dealt, Math.min(2, Runtime.getRuntime().availableProcessors()));
    List<StepTimes> times = runs.measure(seconds);
    double[][] rows =
        sizes.stream()
            .map(size -> new double[] {1, size, touched.map(t -> t.expected(size)).orElse(0.0)})
            .toArray(double[][]::new);
    double[] medians =
        times.subList(0, sizes.size()).stream().mapToDouble(StepTimes::median).toArray();
    double[] x = LeastSquares.solve(rows, medians);
    StepTimes own = times.get(sizes.indexOf(batchSize));
    StepTimes several = times.get(sizes.size());
    ParameterLayout layout = new ParameterLayout(network);
    MessageTimes messages = MessageTimes.of(layout.size(), layout.kernels().get(0).columns());
    Arithmetic arithmetic =
        new Arithmetic(
            x[0],
            x[1],
            x[2],
            Math.max(0, several.median() - own.median()) / (workers - 1),
            messages.packSeconds(),
            messages.mergeSeconds(),
            own.settleSeconds(),
            scoreSeconds(network, training, sample),
            serialShare(several.median(), times.get(sizes.size() + 1).median()));
    List<Point> points =
        IntStream.range(0, sizes.size())
            .mapToObj(i -> new Point(sizes.get(i), medians[i], dot(rows[i], x)))
            .toList();
    return new MachineTimes(arithmetic, Noise.ofTimes(own.quiet()), points);
  }

  /** The batch size and its 1/64, 1/16, 1/4, 4 and 16 times, as far as there are rows. */
  private static List<Integer> sizes(int batchSize, int rows) {
    return IntStream.of(1, 4, 16, 64, 256, 1024)
        .map(factor -> (int) Math.min(rows, (long) batchSize * factor / 64))
        .map(size -> Math.max(Math.min(2, rows), size))
        .distinct()
        .boxed()
        .toList();
  }

  /** From two threads: T₂ = T₁·(s + (1 − s)/2). Zero where there is one processor. */
  private static double serialShare(double one, double two) {
    return Runtime.getRuntime().availableProcessors() < 2
        ? 0
        : Math.max(0, Math.min(1, 2 * two / one - 1));
  }

  private static double scoreSeconds(NetworkSpec network, TrainingSpec training, Shard sample) {
    Shard scored = Sample.head(sample, SCORED_ROWS);
    float[] parameters = Parameters.initialise(network, training.seed()).values();
    TrainingSpec one = spec(training, 1, 1);
    Map<Split, Shard> splits = Map.of(Split.TRAIN, sample, Split.VALIDATION, scored);
    try (LocalWorkers workers = LocalWorkers.dealing(network, one, splits, Kernels.best())) {
      double least = Double.MAX_VALUE;
      for (int time = 0; time < 9; time++) {
        long start = System.nanoTime();
        workers.evaluate(parameters, Split.VALIDATION);
        least = Math.min(least, (System.nanoTime() - start) / 1e9);
      }
      return least / scored.rows();
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static TrainingSpec spec(TrainingSpec training, int workers, int batchSize) {
    return training.toBuilder()
        .workers(workers)
        .batchSize(batchSize)
        .restarts(1)
        .watch(Watching.OFF)
        .averaging(AveragingSpec.everyStep())
        .build();
  }
}
