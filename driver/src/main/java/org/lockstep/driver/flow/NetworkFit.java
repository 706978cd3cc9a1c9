package org.lockstep.driver.flow;

import java.util.List;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/** Whether a job's network can be trained on the data, as can be said once they are prepared. */
final class NetworkFit {
  private NetworkFit() {}

  /**
   * The network, if it fits.
   *
   * @param targets of the shards
   * @throws JobException if its first layer cannot read their rows, a layer needs more rows a step
   *     than the job gives it, or its loss cannot learn their targets
   */
  static NetworkSpec require(
      JobSpec job, NetworkSpec network, ShardSet shards, SuitableTargets targets) {
    if (shards.sparse()) {
      refuse("network.", network::requireSparseInput);
    }
    refuse("network.", () -> targets.require(network));
    int batchSize = job.training().batchSize();
    long rows = shards.rows(Split.TRAIN);
    refuse("training.", () -> network.requireRows(rows, batchSize, shards.workers()));
    List<String> slices =
        new ParameterLayout(network).slices().stream().map(ParameterLayout.Slice::name).toList();
    refuse("training.", () -> job.training().layerRates().requireAmong(slices));
    return network;
  }

  /** The sentence of a refusal begins with a key. */
  private static void refuse(String section, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException e) {
      throw new JobException(List.of(section + e.getMessage()));
    }
  }
}
