package org.lockstep.trainer.rank;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.averaging.LocalRounds;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.averaging.RoundWorker;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.exchange.Exchange;
import org.lockstep.trainer.exchange.ExchangeException;
import org.lockstep.trainer.exchange.Outbox;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.gradient.ShardWorker;
import org.lockstep.trainer.matrix.Kernel;
import org.lockstep.trainer.merge.RankTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.step.Steps;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.update.DeferredUpdates;
import org.lockstep.trainer.update.GradientStep;
import org.lockstep.trainer.update.RowMode;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

/**
 * The V logical workers of a run that several processes share, each with some of them: one of these
 * a rank, all of which are asked the same in the same order and then answer the same, with the bits
 * of {@link LocalWorkers}. Every method but {@link #count}, {@link #rows} and {@link #close} waits
 * for the other ranks. Not thread-safe; threads share the rank's own work.
 */
public final class RankWorkers implements Workers {
  private static final long OWNED_BYTES = 64L << 20;

  /** Gradients that are longer together are not kept for the next look at them. */
  private static final long KEPT_BYTES = 64L << 20;

  private final NetworkSpec network;
  private final TrainingSpec training;
  private final RankShards shards;
  private final Kernel kernel;
  private final Exchange exchange;
  private final long ownedBytes;
  private final Crew crew;
  private final RankTree tree;
  private final Outbox outbox;
  private final List<ShardWorker> workers = new ArrayList<>();

  /** Whether all ranks' features are sparse. */
  private boolean sparse;

  /** Made when first needed, and kept if they are not large; else null. */
  private WholeGradients whole;

  /** Made when the first round is. */
  private RankRounds rounds;

  /**
   * The workers of a run as one rank sees them, which waits for the other ranks to begin, too. A
   * rank that is alone has {@link LocalWorkers}.
   *
   * @param threads at least 1, the caller's among them
   * @throws IllegalArgumentException if the shards do not fit the network, or the ranks' workers
   *     are not 0 … V−1, each once
   * @throws ExchangeException if the ranks cannot exchange
   */
  public static Workers of(
      NetworkSpec network,
      TrainingSpec training,
      RankShards shards,
      Kernel kernel,
      int threads,
      Exchange exchange) {
    return of(network, training, shards, kernel, threads, exchange, OWNED_BYTES);
  }

  /**
   * The same.
   *
   * @param ownedBytes from how many bytes of weights and optimizer state on the rows of a first
   *     kernel with sparse input each have one rank that updates them, instead of all; the same on
   *     all ranks; changes no bit
   */
  static Workers of(
      NetworkSpec network,
      TrainingSpec training,
      RankShards shards,
      Kernel kernel,
      int threads,
      Exchange exchange,
      long ownedBytes) {
    if (exchange.ranks() == 1) {
      return new LocalWorkers(network, training, shards.all(), kernel, threads, RowMode.AUTOMATIC);
    }
    return new RankWorkers(network, training, shards, kernel, threads, exchange, ownedBytes);
  }

  private RankWorkers(
      NetworkSpec network,
      TrainingSpec training,
      RankShards shards,
      Kernel kernel,
      int threads,
      Exchange exchange,
      long ownedBytes) {
    this.ownedBytes = ownedBytes;
    this.network = network;
    this.training = training;
    this.shards = shards;
    this.kernel = kernel;
    this.exchange = exchange;
    List<Shard> train = shards.of(Split.TRAIN);
    for (int i = 0; i < shards.count(); i++) {
      workers.add(new ShardWorker(network, training, shards.worker(i), train.get(i), kernel));
    }
    this.sparse = train.stream().allMatch(shard -> shard.features().isSparse());
    this.outbox = new Outbox(exchange.ranks());
    this.tree = new RankTree(training.workers(), meet());
    this.crew = new Crew(threads);
  }

  /** Tells all ranks this one's workers, and returns theirs. */
  private List<int[]> meet() {
    int[] own = new int[shards.count()];
    Arrays.setAll(own, shards::worker);
    ByteBuffer out = outbox.start((long) Integer.BYTES * (1 + own.length));
    out.putInt(sparse ? 1 : 0);
    for (int worker : own) {
      out.putInt(worker);
    }
    ByteBuffer[] received = exchange.exchange(outbox.toAll());
    List<int[]> all = new ArrayList<>();
    for (int rank = 0; rank < exchange.ranks(); rank++) {
      if (rank == exchange.rank()) {
        all.add(own);
        continue;
      }
      ByteBuffer in = Received.of(received, rank);
      sparse &= in.getInt() == 1;
      int[] theirs = new int[in.remaining() / Integer.BYTES];
      Arrays.setAll(theirs, i -> in.getInt());
      all.add(theirs);
    }
    return all;
  }

  @Override
  public int count() {
    return training.workers();
  }

  @Override
  public long rows(Split split) {
    return shards.totalRows(split);
  }

  @Override
  public Steps steps(GradientStep gradientStep, float[] parameters) {
    if (!DeferredUpdates.isElementWise(network, training)) {
      return new MergedRankSteps(wholeGradients(), gradientStep, parameters, crew);
    }
    boolean rowwise = sparse;
    Gradient[] gradients = new Gradient[workers.size()];
    Arrays.setAll(gradients, i -> Gradient.ofSteps(network, rowwise));
    return new RankSteps(
        this,
        workers,
        rows(Split.TRAIN),
        gradientStep,
        parameters,
        side(gradients),
        newTotals(),
        crew,
        rowwise,
        ownedBytes,
        training.averaging().isExact());
  }

  private RankSide side(Gradient[] gradients) {
    return new RankSide(tree, exchange, gradients, kernel, training.compression());
  }

  @Override
  public boolean leads() {
    return exchange.rank() == 0;
  }

  private Totals newTotals() {
    return Totals.of(network.task(), network.outputs());
  }

  private WholeGradients wholeGradients() {
    return new WholeGradients(network, training, workers, rows(Split.TRAIN), crew, this::side);
  }

  /**
   * Large ones are for a look now and then: made anew for each, they leave the memory to what
   * trains in between.
   */
  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    WholeGradients gradients = whole == null ? wholeGradients() : whole;
    whole = WholeGradients.bytes(network, workers.size()) <= KEPT_BYTES ? gradients : null;
    Gradient merged = gradients.of(parameters, epoch, step);
    if (whole == null) {
      workers.forEach(ShardWorker::releaseGradient);
    }
    return merged;
  }

  @Override
  public RoundAverage round(float[][] start, Round round) {
    if (rounds == null) {
      List<Shard> train = shards.of(Split.TRAIN);
      long trainRows = rows(Split.TRAIN);
      List<RoundWorker> alone = new ArrayList<>();
      for (int i = 0; i < shards.count(); i++) {
        alone.add(
            new RoundWorker(network, training, shards.worker(i), train.get(i), trainRows, kernel));
      }
      LocalRounds ownRounds = new LocalRounds(alone, tree.within(exchange.rank()), crew);
      Totals example = Totals.of(network.task(), network.outputs());
      rounds = new RankRounds(tree, exchange, ownRounds, example, crew);
    }
    return rounds.run(start, round);
  }

  @FunctionalInterface
  private interface Work {
    void of(int i);
  }

  /** Lets the crew work for each of this rank's workers, in any order. */
  private void forEachWorker(Work work) {
    Shares shares = new Shares(crew.members());
    shares.deal(workers.size());
    crew.run(
        member -> {
          for (int i = shares.next(member); i != Shares.NONE; i = shares.next(member)) {
            work.of(i);
          }
        });
  }

  @Override
  public Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds) {
    Thresholds chosen = thresholds.orElse(Thresholds.standard(network.task(), network.outputs()));
    Totals none = Totals.forEvaluation(network.task(), network.outputs(), chosen);
    if (rows(split) == 0) {
      return none;
    }
    Totals[] own = new Totals[workers.size()];
    Arrays.setAll(own, i -> none.newInstance());
    forEachWorker(
        i -> ShardWorker.evaluate(network, parameters, shards.of(split).get(i), kernel, own[i]));
    RankTotals totals = new RankTotals(tree, exchange.ranks(), exchange.rank(), own, none);
    totals.write(outbox.start(totals.bytes(exchange.rank())));
    ByteBuffer[] received = exchange.exchange(outbox.toAll());
    for (int rank = 0; rank < received.length; rank++) {
      if (rank != exchange.rank()) {
        totals.read(rank, Received.of(received, rank, totals.bytes(rank)));
      }
    }
    return totals.complete();
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    return new RankAnswers<>(question, tree, exchange)
        .merged(
            (worker, i) ->
                question.ask(
                    worker, shards.of(Split.TRAIN).get(i), rows(Split.TRAIN), parameters, kernel));
  }

  @Override
  public Wish agree(Wish own) {
    return Wish.values()[ask(new float[0], new StrongestWish(own))];
  }

  @Override
  public void close() {
    crew.close();
  }
}
