package org.lockstep.driver.benchmark;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RunListener;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;

/** The oracle: threads of this process, and no Spark; hashes the weights as all loops do. */
record Plain(Map<Split, List<Shard>> rows, NetworkSpec network, TrainingSpec training, int threads)
    implements TrainingLoop {

  /** The rows of all workers, for the caller's process. */
  static Map<Split, List<Shard>> collect(ShardSet shards) {
    Map<Split, List<Shard>> rows = new EnumMap<>(Split.class);
    List<WorkerShards> workers = shards.shards().collect();
    for (Split split : Split.values()) {
      rows.put(split, workers.stream().map(worker -> worker.shard(split)).toList());
    }
    return rows;
  }

  @Override
  public <R> R run(
      Program<R> program, RunListener listener, RunControl control, Optional<TrainingState> start) {
    try (LocalWorkers workers =
        new LocalWorkers(network, training, rows, Kernels.best(), threads, RowMode.AUTOMATIC)) {
      return program.run(
          network,
          training,
          workers,
          (EpochRecord record, float[] parameters) ->
              listener.epochFinished(record, Parameters.sha256(parameters), PhaseSeconds.none()),
          control,
          start);
    }
  }

  @Override
  public String name() {
    return "plain";
  }
}
