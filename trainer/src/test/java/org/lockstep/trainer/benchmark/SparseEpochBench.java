package org.lockstep.trainer.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.clipping.ClipByGlobalNorm;
import org.lockstep.trainer.clipping.ClipSpec;
import org.lockstep.trainer.clipping.NoClip;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.SparseRows;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * Whole epochs over sparse rows in one process: 64 hidden units, Adam 0.001, batch 512, as many
 * logical workers as the largest number of threads. Cold is the first epoch in the JVM; then each
 * number of threads warms up for some seconds, and the median of some rounds is what an epoch
 * takes. Rounds in which two threads' processors did not share a cache ({@link RoundTrip}) have
 * rows of their own, named apart.
 *
 * <p>Prints lines {@code row {…}} of JSON.
 */
public final class SparseEpochBench {
  private static final int UNITS = 64;
  private static final int BATCH_SIZE = 512;
  private static final double WARM_UP_SECONDS = 6;
  private static final int ROUNDS = 8;

  /** After so long it is what it is. */
  private static final double MOST_SECONDS = 60;

  private SparseEpochBench() {}

  /**
   * Arguments: a folder, then perhaps the hidden activation (sigmoid), the row mode (automatic),
   * the numbers of threads to measure (1,2) and a limit of the gradient's norm (none).
   *
   * <p>The folder holds little-endian arrays in compressed sparse rows, {@code indptr.i64}, {@code
   * indices.i32}, {@code values.f32}, {@code labels.i32}, and {@code shape.txt}: rows, columns,
   * classes.
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String activation = arguments.length > 1 ? arguments[1] : "sigmoid";
    String mode = arguments.length > 2 ? arguments[2] : "automatic";
    RowMode rowMode = RowMode.valueOf(mode.toUpperCase(Locale.ROOT));
    String[] shape = Files.readString(folder.resolve("shape.txt")).strip().split("\\s+");
    int columns = Integer.parseInt(shape[1]);
    int classes = Integer.parseInt(shape[2]);
    Shard rows = read(folder, columns);
    bytesAtStart = usedBytes();
    NetworkSpec network =
        NetworkSpec.of(
            columns,
            List.of(new DenseSpec(UNITS, Activation.named(activation))),
            classes,
            Task.MULTICLASS,
            0);
    int[] threads =
        Arrays.stream((arguments.length > 3 ? arguments[3] : "1,2").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    // The same workers, so the same bits, whatever the number of threads.
    int workers = Arrays.stream(threads).max().orElseThrow();
    ClipSpec clip =
        arguments.length > 4
            ? new ClipByGlobalNorm(Double.parseDouble(arguments[4]))
            : new NoClip();
    Fits fits = new Fits(network, rows, workers, rowMode, clip);
    int[] epochs = new int[threads.length];
    for (int i = 0; i < threads.length; i++) {
      double epochSeconds = fits.of(threads[i], 4).get(3).seconds();
      epochs[i] = (int) Math.max(8, Math.min(400, WARM_UP_SECONDS / epochSeconds));
      List<EpochRecord> history = fits.of(threads[i], epochs[i]);
      printCold(threads[i]);
      row("loss-" + name(threads[i]), history.get(epochs[i] - 1).train().loss(), "nats");
      // Weights, Adam's two moments, a gradient a worker; and the workers' copy of the rows.
      long arrays = (long) new ParameterLayout(network).size() * Float.BYTES * (3 + workers);
      long own = peakBytes - bytesAtStart - arrays - bytes(rows);
      row("bytes-beyond-weights-state-gradients-" + name(threads[i]), own, "bytes");
    }
    measureRounds(fits, threads, epochs);
  }

  /**
   * In every round each number of threads in turn. Rounds in which the processors of two threads
   * did not share a cache from beginning to end are told apart.
   */
  private static void measureRounds(Fits fits, int[] threads, int[] epochs) {
    List<double[]> near = new ArrayList<>();
    List<double[]> apart = new ArrayList<>();
    List<Double> trips = new ArrayList<>();
    long end = System.nanoTime() + (long) (1e9 * MOST_SECONDS);
    while (near.size() < ROUNDS && System.nanoTime() < end) {
      double[] millis = new double[threads.length];
      boolean together = true;
      for (int i = 0; i < threads.length; i++) {
        together &= threads[i] == 1 || isNear(trips);
        millis[i] = 1e3 * median(fits.of(threads[i], Math.max(4, epochs[i] / ROUNDS)));
        together &= threads[i] == 1 || isNear(trips);
      }
      (together ? near : apart).add(millis);
    }
    for (int i = 0; i < threads.length; i++) {
      int column = i;
      // A machine whose processors share no cache has only the other rounds.
      List<double[]> usual = near.isEmpty() ? apart : near;
      row("epoch-" + name(threads[i]), median(usual, column), "ms");
      if (!near.isEmpty() && !apart.isEmpty()) {
        row("epoch-" + name(threads[i]) + "-apart", median(apart, column), "ms");
      }
    }
    row("rounds-near", near.size(), "rounds");
    row("rounds-apart", apart.size(), "rounds");
    row("round-trip", trips.stream().sorted().toList().get(trips.size() / 2), "ns");
  }

  private static boolean isNear(List<Double> trips) {
    trips.add(RoundTrip.nanos());
    return trips.get(trips.size() - 1) < RoundTrip.NEAR_NANOS;
  }

  private static double median(List<double[]> rounds, int column) {
    double[] sorted = rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double median(List<EpochRecord> history) {
    double[] sorted = history.stream().mapToDouble(EpochRecord::seconds).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static String name(int threads) {
    return threads == 1 ? "1-thread" : threads + "-threads";
  }

  private static void printCold(int threads) {
    if (coldThreads == threads) {
      row("cold-epoch-" + name(threads), 1e3 * cold, "ms");
    }
  }

  /** Seconds of the first epoch of this JVM. */
  private static double cold = Double.NaN;

  private static int coldThreads;

  /** Bytes in use before anything is trained, the rows among them. */
  private static long bytesAtStart;

  /** Bytes in use at the end of the last fit's last epoch. */
  private static long peakBytes;

  /** Fits of one network to the same rows. */
  private record Fits(
      NetworkSpec network, Shard rows, int workers, RowMode rowMode, ClipSpec clip) {
    List<EpochRecord> of(int threads, int epochs) {
      TrainingSpec training =
          new TrainingSpec(
                  workers,
                  BATCH_SIZE,
                  epochs,
                  1,
                  new Adam(0.001),
                  new Constant(),
                  EarlyStoppingSpec.none())
              .toBuilder().clip(clip).build();
      List<EpochRecord> heard = new ArrayList<>();
      try (LocalWorkers local =
          LocalWorkers.dealing(
              network, training, Map.of(Split.TRAIN, rows), Kernels.best(), threads, rowMode)) {
        new TrainingRun(
                network,
                training,
                local,
                (record, parameters) -> {
                  heard.add(record);
                  if (record.epoch() == epochs) {
                    peakBytes = usedBytes();
                  }
                })
            .fit();
      }
      if (Double.isNaN(cold)) {
        cold = heard.get(0).seconds();
        coldThreads = threads;
      }
      return heard;
    }
  }

  private static long bytes(Shard rows) {
    SparseRows features = (SparseRows) rows.features();
    long nonZeros = (long) features.nonZeros() * (Integer.BYTES + Float.BYTES);
    return nonZeros + (long) rows.rows() * (Integer.BYTES + 2 * Float.BYTES);
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void row(String name, double value, String unit) {
    System.out.printf(
        Locale.ROOT,
        "row {\"name\": \"%s\", \"value\": %.6g, \"unit\": \"%s\"}%n",
        name,
        value,
        unit);
  }

  /** The rows of a folder as in {@link #main}. */
  static Shard read(Path folder, int columns) throws IOException {
    ByteBuffer starts = bytes(folder.resolve("indptr.i64"));
    int[] offsets = new int[starts.remaining() / Long.BYTES];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = Math.toIntExact(starts.getLong());
    }
    int[] indices = ints(folder.resolve("indices.i32"));
    float[] values = new float[indices.length];
    bytes(folder.resolve("values.f32")).asFloatBuffer().get(values);
    int[] labels = ints(folder.resolve("labels.i32"));
    float[] targets = new float[labels.length];
    float[] weights = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      targets[i] = labels[i];
      weights[i] = 1;
    }
    return new Shard(new SparseRows(columns, offsets, indices, values), targets, 1, weights);
  }

  private static int[] ints(Path file) throws IOException {
    ByteBuffer bytes = bytes(file);
    int[] ints = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(ints);
    return ints;
  }

  private static ByteBuffer bytes(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
