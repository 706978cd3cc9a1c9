package org.lockstep.trainer.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;

/**
 * All V logical workers in the calling thread: the oracle that a cluster's loops must equal to the
 * bit, and the single-process trainer that benchmarks compare them with. Not thread-safe.
 */
public final class LocalWorkers implements Workers {
  private final NetworkSpec network;
  private final Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
  private final Kernel kernel;
  private final List<ShardWorker> workers = new ArrayList<>();
  private final long trainRows;
  private final int parameters;

  /** Gradients that no node of the tree holds at the moment: at most log₂ V + 2 exist. */
  private final Deque<Gradient> free = new ArrayDeque<>();

  private Gradient returned;

  /**
   * @param shards per split, V of them in worker order; a split that is missing has no rows
   */
  public LocalWorkers(
      NetworkSpec network, TrainingSpec training, Map<Split, List<Shard>> shards, Kernel kernel) {
    this.network = network;
    this.kernel = kernel;
    this.parameters = new ParameterLayout(network).size();
    shards.forEach(
        (split, list) -> {
          if (list.size() != training.workers()) {
            throw new IllegalArgumentException(
                "%s must have one shard a worker, %d. Received: %d"
                    .formatted(split.label(), training.workers(), list.size()));
          }
          this.shards.put(split, List.copyOf(list));
        });
    for (Shard shard : this.shards.getOrDefault(Split.TRAIN, List.of())) {
      workers.add(new ShardWorker(network, training, workers.size(), shard, kernel));
    }
    if (workers.isEmpty()) {
      throw new IllegalArgumentException(
          "shards must contain the train split. Received: " + shards);
    }
    this.trainRows = rows(Split.TRAIN);
  }

  /** Deals whole splits in turn to the spec's V workers. */
  public static LocalWorkers dealing(
      NetworkSpec network, TrainingSpec training, Map<Split, Shard> splits, Kernel kernel) {
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    splits.forEach((split, all) -> shards.put(split, Dealing.deal(all, training.workers())));
    return new LocalWorkers(network, training, shards, kernel);
  }

  @Override
  public int count() {
    return workers.size();
  }

  @Override
  public long rows(Split split) {
    return shards.getOrDefault(split, List.of()).stream().mapToLong(Shard::rows).sum();
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    if (returned != null) {
      free.push(returned);
    }
    BinaryOperator<Gradient> add =
        (left, right) -> {
          left.add(right);
          free.push(right);
          return left;
        };
    returned =
        MergeTree.partial(
                count(),
                0,
                count(),
                IntStream.range(0, count())
                    .mapToObj(worker -> leaf(worker, parameters, epoch, step))
                    .iterator(),
                add)
            .get(0)
            .value();
    return returned;
  }

  private Gradient leaf(int worker, float[] parameters, int epoch, int step) {
    Gradient out = free.poll();
    if (out == null) {
      out = new Gradient(this.parameters, Totals.of(network.task(), network.outputs()));
    }
    workers.get(worker).gradient(parameters, epoch, step, trainRows, out);
    return out;
  }

  @Override
  public Totals evaluate(float[] parameters, Split split) {
    List<Totals> leaves = new ArrayList<>();
    for (Shard shard : shards.getOrDefault(split, List.of())) {
      Totals totals = Totals.forEvaluation(network.task(), network.outputs());
      ShardWorker.evaluate(network, parameters, shard, kernel, totals);
      leaves.add(totals);
    }
    if (leaves.isEmpty()) {
      return Totals.forEvaluation(network.task(), network.outputs());
    }
    return MergeTree.merge(
        leaves,
        (left, right) -> {
          left.add(right);
          return left;
        });
  }

  @Override
  public void close() {
    // Nothing outlives the objects themselves.
  }
}
