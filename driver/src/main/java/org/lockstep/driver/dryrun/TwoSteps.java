package org.lockstep.driver.dryrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * The first two steps of a job, on as many of its rows as they take.
 *
 * @param rows of both
 * @param loss their mean
 */
public record TwoSteps(int rows, double loss) {

  /**
   * Makes them.
   *
   * @param sample training rows of the job, at least one a worker
   * @throws DivergedException if a number is not finite
   */
  public static TwoSteps of(NetworkSpec network, TrainingSpec training, Shard sample) {
    TrainingSpec twice =
        training.toBuilder()
            .batchSize(Math.min(training.batchSize(), Math.max(1, (sample.rows() + 1) / 2)))
            .epochs(1)
            .restarts(1)
            .earlyStopping(EarlyStoppingSpec.none())
            .build();
    List<EpochRecord> records = new ArrayList<>();
    try (LocalWorkers workers =
        LocalWorkers.dealing(network, twice, Map.of(Split.TRAIN, sample), Kernels.best())) {
      new TrainingRun(network, twice, workers, (record, parameters) -> records.add(record)).fit();
    }
    return new TwoSteps(sample.rows(), records.get(0).train().loss());
  }
}
