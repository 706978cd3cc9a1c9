package org.lockstep.driver.barrier;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.loop.HashingListener;
import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.DivergedException;
import org.lockstep.trainer.training.LocalWorkers;
import org.lockstep.trainer.training.RowMode;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.training.Workers;

/** What the leader of a rank does with its JVM's shards: runs the whole program over them. */
final class Leadership implements Serializable {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Program<?> program;

  Leadership(NetworkSpec network, TrainingSpec training, Program<?> program) {
    this.network = network;
    this.training = training;
    this.program = program;
  }

  /**
   * @param threads that the rank's tasks may use
   * @param requireGoingOn throws if the rank should end
   * @return the ending, if this is rank 0
   */
  List<byte[]> lead(
      AttemptKey key, List<WorkerShards> shards, int threads, Runnable requireGoingOn) {
    Desk desk = Desk.find(key);
    try (Workers workers = new WatchedWorkers(workers(shards, threads), requireGoingOn)) {
      return List.of(Parcel.pack(end(workers, desk)));
    }
  }

  private Ending end(Workers workers, Desk desk) {
    HashingListener listener = new HashingListener(new Reporter(desk::put));
    try {
      return new Ending(program.run(network, training, workers, listener), null);
    } catch (DivergedException e) {
      return new Ending(null, e);
    }
  }

  private Workers workers(List<WorkerShards> shards, int threads) {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, shards.stream().map(worker -> worker.shard(split)).toList());
    }
    return new LocalWorkers(network, training, splits, Kernels.best(), threads, RowMode.AUTOMATIC);
  }
}
