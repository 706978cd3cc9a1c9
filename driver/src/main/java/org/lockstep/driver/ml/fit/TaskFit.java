package org.lockstep.driver.ml.fit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.barrier.Parcel;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.trial.SharedRows;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.fit.Snapshot;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.state.TrainingStateBytes;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * A whole training as a Spark job of one task, all V logical workers one after the other. Fits that
 * run at once take a slot each and never wait for one another.
 */
final class TaskFit implements Function<Integer, byte[]> {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Broadcast<WorkerShards[]> shards;

  /** As {@link TrainingStateBytes} writes it; of length 0 to begin from the seed. */
  private final byte[] start;

  private TaskFit(
      NetworkSpec network, TrainingSpec training, Broadcast<WorkerShards[]> shards, byte[] start) {
    this.network = network;
    this.training = training;
    this.shards = shards;
    this.start = start;
  }

  static RandomRestarts.Outcome run(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      Optional<TrainingState> start) {
    try (SharedRows rows = SharedRows.of(spark, shards)) {
      TaskFit fit =
          new TaskFit(
              network, training, rows.broadcast(), start.map(TaskFit::bytes).orElse(new byte[0]));
      byte[] outcome = spark.parallelize(List.of(0), 1).map(fit).first();
      return Parcel.unpack(outcome, RandomRestarts.Outcome.class);
    }
  }

  @Override
  public byte[] call(Integer only) throws IOException {
    try (LocalWorkers workers =
        new LocalWorkers(network, training, splits(shards.value()), Kernels.best())) {
      Optional<TrainingState> from =
          start.length == 0
              ? Optional.empty()
              : Optional.of(TrainingStateBytes.read(new ByteArrayInputStream(start), start.length));
      return Parcel.pack(
          new FitProgram()
              .run(network, training, workers, (epoch, theta) -> {}, new UntilKilled(), from));
    }
  }

  private static byte[] bytes(TrainingState state) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TrainingStateBytes.write(state, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Map<Split, List<Shard>> splits(WorkerShards[] workers) {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, Arrays.stream(workers).map(worker -> worker.shard(split)).toList());
    }
    return splits;
  }

  /** Ends the training where its job was cancelled. */
  private static final class UntilKilled implements RunControl {
    private final TaskContext task = TaskContext.get();

    @Override
    public Wish wish(int epoch, int step, int steps) {
      if (task.isInterrupted()) {
        throw new TaskKilledException();
      }
      return Wish.NONE;
    }

    @Override
    public void save(Snapshot state) {
      // Nobody wishes for it.
    }
  }
}
