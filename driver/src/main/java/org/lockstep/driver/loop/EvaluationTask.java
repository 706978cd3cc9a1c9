package org.lockstep.driver.loop;

import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;

/** A partition's part of an evaluation: its workers' totals, merged to complete nodes. */
final class EvaluationTask
    implements Function2<Integer, Iterator<WorkerShards>, Iterator<MergeTree.Node<Totals>>> {
  private static final long serialVersionUID = 1L;

  private final NetworkSpec network;
  private final int[] firstWorkers;
  private final Broadcast<float[]> parameters;
  private final Split split;
  private final Thresholds thresholds;

  /**
   * @param firstWorkers the first worker of each partition, then V
   */
  EvaluationTask(
      NetworkSpec network,
      int[] firstWorkers,
      Broadcast<float[]> parameters,
      Split split,
      Thresholds thresholds) {
    this.network = network;
    this.firstWorkers = firstWorkers;
    this.parameters = parameters;
    this.split = split;
    this.thresholds = thresholds;
  }

  @Override
  public Iterator<MergeTree.Node<Totals>> call(Integer partition, Iterator<WorkerShards> shards) {
    Iterator<Totals> leaves =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return shards.hasNext();
          }

          @Override
          public Totals next() {
            Totals totals = Totals.forEvaluation(network.task(), network.outputs(), thresholds);
            ShardWorker.evaluate(
                network, parameters.value(), shards.next().shard(split), Kernels.best(), totals);
            return totals;
          }
        };
    int workers = firstWorkers[firstWorkers.length - 1];
    return MergeTree.partial(
            workers,
            firstWorkers[partition],
            firstWorkers[partition + 1],
            leaves,
            EvaluationTask::add)
        .iterator();
  }

  static Totals add(Totals left, Totals right) {
    left.add(right);
    return left;
  }
}
