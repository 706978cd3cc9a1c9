package org.lockstep.driver.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * A partition's part of a step: the gradients of its contiguous workers, merged to the maximal
 * complete nodes of the workers' tree. At most log₂ V + 2 gradients live at a time beside those
 * returned.
 */
final class GradientTask
    implements Function2<Integer, Iterator<WorkerShards>, Iterator<MergeTree.Node<Gradient>>> {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final int[] firstWorkers;
  private final long totalRows;
  private final Broadcast<float[]> parameters;
  private final int epoch;
  private final int step;

  /**
   * @param firstWorkers the first worker of each partition, then V
   * @param totalRows training rows of all workers
   */
  GradientTask(
      String run,
      NetworkSpec network,
      TrainingSpec training,
      int[] firstWorkers,
      long totalRows,
      Broadcast<float[]> parameters,
      int epoch,
      int step) {
    this.run = run;
    this.network = network;
    this.training = training;
    this.firstWorkers = firstWorkers;
    this.totalRows = totalRows;
    this.parameters = parameters;
    this.epoch = epoch;
    this.step = step;
  }

  @Override
  public Iterator<MergeTree.Node<Gradient>> call(Integer partition, Iterator<WorkerShards> shards) {
    float[] theta = parameters.value();
    Deque<Gradient> free = new ArrayDeque<>();
    Iterator<Gradient> leaves =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return shards.hasNext();
          }

          @Override
          public Gradient next() {
            return leaf(shards.next(), theta, free);
          }
        };
    return MergeTree.partial(
            training.workers(),
            firstWorkers[partition],
            firstWorkers[partition + 1],
            leaves,
            (left, right) -> {
              left.add(right);
              free.push(right);
              return left;
            })
        .iterator();
  }

  private Gradient leaf(WorkerShards shards, float[] theta, Deque<Gradient> free) {
    Gradient out = free.poll();
    if (out == null) {
      out = Gradient.of(network, training);
    }
    int worker = shards.worker();
    Shard train = shards.shard(Split.TRAIN);
    ShardWorker shardWorker = WorkerCache.take(run, worker, train, ShardWorker.class);
    if (shardWorker == null) {
      shardWorker = new ShardWorker(network, training, worker, train, Kernels.best());
    }
    shardWorker.gradient(theta, epoch, step, totalRows, out);
    WorkerCache.put(run, worker, train, shardWorker);
    return out;
  }
}
