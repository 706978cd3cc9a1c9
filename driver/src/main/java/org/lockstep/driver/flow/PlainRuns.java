package org.lockstep.driver.flow;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.driver.plan.Cluster;
import org.lockstep.driver.plan.CostModel;
import org.lockstep.driver.plan.Plan.MeasuredRun;
import org.lockstep.driver.plan.Workload;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.LocalWorkers;
import org.lockstep.trainer.training.RowMode;
import org.lockstep.trainer.training.TrainingRun;
import org.lockstep.trainer.training.TrainingSpec;

/** Epochs of the plain trainer in this process, beside what the model says of them. */
final class PlainRuns {
  private static final double SECONDS = 4;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final ShardSet shards;
  private final CostModel model;
  private final Workload work;

  PlainRuns(
      NetworkSpec network, TrainingSpec training, ShardSet shards, CostModel model, Workload work) {
    this.network = network;
    this.training = training;
    this.shards = shards;
    this.model = model;
    this.work = work;
  }

  /** With one thread and, where there are two processors, with two. */
  List<MeasuredRun> measured() {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    List<WorkerShards> workers = shards.shards().collect();
    for (Split split : Split.values()) {
      splits.put(split, workers.stream().map(worker -> worker.shard(split)).toList());
    }
    List<MeasuredRun> runs = new ArrayList<>();
    for (int threads = 1; threads <= Math.min(2, processors()); threads++) {
      double epoch = epochSeconds(splits, threads);
      runs.add(
          new MeasuredRun(
              threads == 1 ? "plain trainer, 1 thread" : "plain trainer, 2 threads",
              new Cluster(1, threads),
              epoch,
              model.plainEpochSeconds(work, threads)));
    }
    return runs;
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** The median epoch of the second half of some seconds. */
  private double epochSeconds(Map<Split, List<Shard>> splits, int threads) {
    double guess = model.plainEpochSeconds(work, threads);
    int epochs = (int) Math.max(4, Math.min(300, SECONDS / guess));
    List<Double> seconds = new ArrayList<>();
    try (LocalWorkers workers =
        new LocalWorkers(network, training, splits, Kernels.best(), threads, RowMode.AUTOMATIC)) {
      new TrainingRun(
              network,
              measured(epochs),
              workers,
              (EpochRecord record, float[] parameters) -> seconds.add(record.seconds()))
          .fit();
    }
    List<Double> warm = seconds.subList(epochs / 2, epochs).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }

  private TrainingSpec measured(int epochs) {
    return new TrainingSpec(
        training.workers(),
        training.batchSize(),
        epochs,
        training.seed(),
        training.optimizer(),
        training.schedule(),
        EarlyStoppingSpec.none(),
        training.clip(),
        1);
  }
}
