package org.lockstep.driver.loop;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.averaging.RoundWorker;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * A partition's part of a round: its contiguous workers make the steps on their own, one worker
 * after the other, and their parameters and states are averaged to the maximal complete nodes of
 * the workers' tree.
 */
final class RoundTask
    implements Function2<Integer, Iterator<WorkerShards>, Iterator<MergeTree.Node<RoundAverage>>> {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final int[] firstWorkers;
  private final long totalRows;
  private final Broadcast<float[][]> start;
  private final Round round;

  /**
   * @param firstWorkers the first worker of each partition, then V
   * @param totalRows training rows of all workers
   * @param start the parameters, then the arrays of the optimizer's state
   */
  RoundTask(
      String run,
      NetworkSpec network,
      TrainingSpec training,
      int[] firstWorkers,
      long totalRows,
      Broadcast<float[][]> start,
      Round round) {
    this.run = run;
    this.network = network;
    this.training = training;
    this.firstWorkers = firstWorkers;
    this.totalRows = totalRows;
    this.start = start;
    this.round = round;
  }

  @Override
  public Iterator<MergeTree.Node<RoundAverage>> call(
      Integer partition, Iterator<WorkerShards> shards) {
    Iterator<RoundAverage> leaves =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return shards.hasNext();
          }

          @Override
          public RoundAverage next() {
            return leaf(shards.next());
          }
        };
    return MergeTree.partial(
            training.workers(),
            firstWorkers[partition],
            firstWorkers[partition + 1],
            leaves,
            RoundAverage::add)
        .iterator();
  }

  private RoundAverage leaf(WorkerShards shards) {
    int worker = shards.worker();
    Shard train = shards.shard(Split.TRAIN);
    RoundWorker roundWorker = WorkerCache.take(run, worker, train, RoundWorker.class);
    if (roundWorker == null) {
      roundWorker = new RoundWorker(network, training, worker, train, totalRows, Kernels.best());
    }
    // A copy, since another attempt may take the worker before this result is on its way.
    RoundAverage outcome = roundWorker.run(start.value(), round).copy();
    WorkerCache.put(run, worker, train, roundWorker);
    return outcome;
  }
}
