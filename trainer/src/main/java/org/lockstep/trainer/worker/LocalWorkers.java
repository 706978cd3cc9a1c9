package org.lockstep.trainer.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.lockstep.trainer.averaging.LocalRounds;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.averaging.RoundWorker;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.data.Dealing;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.LocalSteps;
import org.lockstep.trainer.step.MergedGradients;
import org.lockstep.trainer.step.MergedSteps;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.WorkerGradients;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.ClippedStep;
import org.lockstep.trainer.update.DeferredUpdates;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.update.TouchedShare;

/**
 * All V logical workers in this process: the oracle that a cluster's loops must equal to the bit,
 * and the single-process trainer that benchmarks compare them with. Several threads may share the
 * work; the bits do not depend on how many. Not thread-safe.
 */
public final class LocalWorkers implements Workers {
  private static final Logger LOG = System.getLogger(LocalWorkers.class.getName());

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
  private final Kernel kernel;
  private final List<ShardWorker> workers = new ArrayList<>();
  private final long trainRows;

  /** Gradients that no node of the tree holds at the moment: at most log₂ V + 2 exist. */
  private final Deque<Gradient> free = new ArrayDeque<>();

  private Gradient returned;
  private final RowMode rowMode;
  private final Crew crew;

  /** Made when the first round is. */
  private LocalRounds rounds;

  /**
   * In the calling thread.
   *
   * @param shards per split, V of them in worker order; a split that is missing has no rows
   */
  public LocalWorkers(
      NetworkSpec network, TrainingSpec training, Map<Split, List<Shard>> shards, Kernel kernel) {
    this(network, training, shards, kernel, 1, RowMode.AUTOMATIC);
  }

  /**
   * @param shards per split, V of them in worker order; a split that is missing has no rows
   * @param threads at least 1, the caller's among them; each computes whole workers
   * @param rowMode how rows of a first layer with sparse input are updated
   * @throws IllegalArgumentException if {@code rowMode} cannot give the bits of the dense update
   */
  public LocalWorkers(
      NetworkSpec network,
      TrainingSpec training,
      Map<Split, List<Shard>> shards,
      Kernel kernel,
      int threads,
      RowMode rowMode) {
    this.network = network;
    this.training = training;
    this.rowMode = rowMode;
    this.crew = new Crew(threads);
    this.kernel = kernel;
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
    if (rowMode == RowMode.DEFERRED) {
      refusal()
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException(
                    "row updates must not be deferred where that changes the result. Received:"
                        + " DEFERRED, but "
                        + reason);
              });
    }
  }

  /** Why the rows of the first layer cannot be deferred; empty if they can. */
  private Optional<String> refusal() {
    return isSparse()
        ? DeferredUpdates.refusal(network, training)
        : Optional.of("dense features touch every row in every step");
  }

  /** Why they had better not be, though they could; empty if they had. */
  private Optional<String> disadvantage() {
    List<Shard> train = shards.get(Split.TRAIN);
    if (TouchedShare.isMost(train, training.batchSize())) {
      return Optional.of("most rows are touched in every step");
    }
    boolean measured = ClippedStep.isFor(training.clip());
    return measured && TouchedShare.isMany(train, training.batchSize())
        ? Optional.of("many rows are touched in every step, and clipping by norm measures them")
        : Optional.empty();
  }

  private boolean isSparse() {
    return shards.get(Split.TRAIN).stream().allMatch(shard -> shard.features().isSparse());
  }

  /** Deals whole splits in turn to the spec's V workers. */
  public static LocalWorkers dealing(
      NetworkSpec network, TrainingSpec training, Map<Split, Shard> splits, Kernel kernel) {
    return dealing(network, training, splits, kernel, 1, RowMode.AUTOMATIC);
  }

  /** Deals whole splits in turn to the spec's V workers, whom several threads serve. */
  public static LocalWorkers dealing(
      NetworkSpec network,
      TrainingSpec training,
      Map<Split, Shard> splits,
      Kernel kernel,
      int threads,
      RowMode rowMode) {
    Map<Split, List<Shard>> shards = new EnumMap<>(Split.class);
    splits.forEach((split, all) -> shards.put(split, Dealing.deal(all, training.workers())));
    return new LocalWorkers(network, training, shards, kernel, threads, rowMode);
  }

  @Override
  public int count() {
    return workers.size();
  }

  /** Each logical worker's own arithmetic, in their order. */
  public List<ShardWorker> shardWorkers() {
    return workers;
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
      out = Gradient.of(network, training);
    }
    workers.get(worker).gradient(parameters, epoch, step, trainRows, out);
    return out;
  }

  @Override
  public Steps steps(GradientStep gradientStep, float[] parameters) {
    Optional<String> refusal = refusal();
    if (rowMode == RowMode.AUTOMATIC) {
      refusal = refusal.or(this::disadvantage);
    }
    boolean deferred = rowMode != RowMode.DENSE && refusal.isEmpty();
    if (rowMode == RowMode.AUTOMATIC) {
      LOG.log(
          Level.INFO,
          refusal
              .map(reason -> "no deferred updates: " + reason)
              .orElse("deferred updates: rows of the first layer make up for steps they missed"));
    }
    if (!deferred && !DeferredUpdates.isElementWise(network, training)) {
      Gradient[] whole = new Gradient[count()];
      Arrays.setAll(whole, worker -> Gradient.of(network, training));
      WorkerGradients own = new WorkerGradients(workers, trainRows, whole, crew);
      MergedGradients merged = new MergedGradients(own, kernel);
      return new MergedSteps(merged, gradientStep, parameters, crew);
    }
    boolean rowwise = deferred || training.optimizer().lazy() && isSparse();
    Gradient[] gradients = new Gradient[count()];
    Arrays.setAll(gradients, worker -> Gradient.ofSteps(network, rowwise));
    return new LocalSteps(
        this, workers, trainRows, gradientStep, parameters, gradients, crew, rowwise);
  }

  @Override
  public RoundAverage round(float[][] start, Round round) {
    if (rounds == null) {
      List<Shard> train = shards.get(Split.TRAIN);
      rounds =
          new LocalRounds(
              IntStream.range(0, count())
                  .mapToObj(
                      v ->
                          new RoundWorker(
                              network, training, v, train.get(v), trainRows, kernel, rowMode))
                  .toList(),
              new RankTree(count(), List.of(IntStream.range(0, count()).toArray())).within(0),
              crew);
    }
    return rounds.run(start, round)[0];
  }

  @Override
  public Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds) {
    Thresholds chosen = thresholds.orElse(Thresholds.standard(network.task(), network.outputs()));
    Totals none = Totals.forEvaluation(network.task(), network.outputs(), chosen);
    List<Shard> rows = shards.getOrDefault(split, List.of());
    if (rows.isEmpty()) {
      return none;
    }
    Totals[] leaves = new Totals[rows.size()];
    Arrays.setAll(leaves, worker -> none.newInstance());
    Shares shares = new Shares(crew.members());
    shares.deal(leaves.length);
    crew.run(
        member -> {
          for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
            ShardWorker.evaluate(network, parameters, rows.get(i), kernel, leaves[i]);
          }
        });
    return MergeTree.merge(
        Arrays.asList(leaves),
        (left, right) -> {
          left.add(right);
          return left;
        });
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    A merged = null;
    List<Shard> train = shards.get(Split.TRAIN);
    for (int worker = 0; worker < count(); worker++) {
      A answer = question.ask(worker, train.get(worker), trainRows, parameters, kernel);
      merged = merged == null ? answer : question.merge(merged, answer);
    }
    return merged;
  }

  @Override
  public void close() {
    crew.close();
  }
}
