package org.lockstep.driver.loop;

import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.trainer.averaging.Round;
import org.lockstep.trainer.averaging.RoundAverage;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.merge.MergeTree;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.question.Question;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/**
 * The workers of a {@link ShardSet}, asked by one Spark job a round: the driver broadcasts the
 * parameters, a task a partition computes and merges its workers' gradients, the driver completes
 * the same tree. Gives the bits of one process, whatever the partitions, retries or executors.
 *
 * <p>Not thread-safe; several loops may share a context, a thread each.
 */
public final class RoundLoop implements Workers {
  private final JavaSparkContext spark;
  private final ShardSet shards;
  private final NetworkSpec network;
  private final TrainingSpec training;
  private final String title;
  private final String run = UUID.randomUUID().toString();
  private final int[] firstWorkers;
  private final TreeCollection collection;
  private final PhaseClock clock;
  private final BeforeStep before;

  /** Steps and rounds so far. */
  private int asked;

  /**
   * @param shards stay the caller's to close
   * @param title what Spark's UI shows before epoch and step, such as {@code lockstep airline}
   * @throws IllegalArgumentException if the shards are not those of the specs
   */
  public RoundLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title) {
    this(spark, shards, network, training, title, new PhaseClock(), BeforeStep.NOTHING);
  }

  /**
   * @param clock of the thread that will ask the workers
   * @param before each task of a step
   */
  RoundLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      PhaseClock clock,
      BeforeStep before) {
    this(
        spark,
        shards,
        network,
        training,
        title,
        TreeCollection.largestBytes(spark.getConf().get("spark.driver.maxResultSize", "1g")),
        clock,
        before);
  }

  RoundLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      long largestBytes) {
    this(
        spark,
        shards,
        network,
        training,
        title,
        largestBytes,
        new PhaseClock(),
        BeforeStep.NOTHING);
  }

  private RoundLoop(
      JavaSparkContext spark,
      ShardSet shards,
      NetworkSpec network,
      TrainingSpec training,
      String title,
      long largestBytes,
      PhaseClock clock,
      BeforeStep before) {
    if (shards.workers() != training.workers()) {
      throw new IllegalArgumentException(
          "shards must be dealt to the job's workers, %d. Received: shards of %d"
              .formatted(training.workers(), shards.workers()));
    }
    if (shards.inputs() != network.inputs() || shards.targetColumns() != network.targetColumns()) {
      throw new IllegalArgumentException(
          "shards must have the network's %d inputs and %d targets. Received: %d and %d"
              .formatted(
                  network.inputs(),
                  network.targetColumns(),
                  shards.inputs(),
                  shards.targetColumns()));
    }
    this.spark = spark;
    this.shards = shards;
    this.network = network;
    this.training = training;
    this.title = title;
    this.firstWorkers =
        IntStream.rangeClosed(0, shards.partitions()).map(shards::firstWorker).toArray();
    this.clock = clock;
    this.before = before;
    this.collection = new TreeCollection(firstWorkers, largestBytes);
  }

  @Override
  public int count() {
    return shards.workers();
  }

  @Override
  public long rows(Split split) {
    return shards.rows(split);
  }

  @Override
  public Gradient gradient(float[] parameters, int epoch, int step) {
    long rows = rows(Split.TRAIN);
    describe("epoch %d step %d/%d".formatted(epoch + 1, step + 1, training.stepsPerEpoch(rows)));
    Broadcast<float[]> theta = share(parameters);
    try {
      GradientTask task =
          new GradientTask(run, network, training, firstWorkers, rows, theta, epoch, step);
      return job(
          announced(task),
          results -> collection.collect(results, new GradientSlices(), parameters.length));
    } finally {
      theta.destroy();
    }
  }

  @Override
  public RoundAverage round(float[][] start, Round round) {
    long rows = rows(Split.TRAIN);
    describe(
        "epoch %d steps %d-%d/%d"
            .formatted(
                round.epoch() + 1,
                round.fromStep() + 1,
                round.toStep(),
                training.stepsPerEpoch(rows)));
    Broadcast<float[][]> all = share(start);
    try {
      RoundTask task = new RoundTask(run, network, training, firstWorkers, rows, all, round);
      long floats = (long) start.length * start[0].length;
      return job(
          announced(task), results -> collection.collect(results, new AverageSlices(), floats));
    } finally {
      all.destroy();
    }
  }

  @Override
  public Totals evaluate(float[] parameters, Split split, Optional<Thresholds> thresholds) {
    Thresholds chosen = thresholds.orElse(Thresholds.standard(network.task(), network.outputs()));
    describe("scores of " + split.label());
    Broadcast<float[]> theta = share(parameters);
    try {
      EvaluationTask task = new EvaluationTask(network, firstWorkers, theta, split, chosen);
      return job(
          task, results -> MergeTree.complete(count(), results.collect(), EvaluationTask::add));
    } finally {
      theta.destroy();
    }
  }

  @Override
  public <A> A ask(float[] parameters, Question<A> question) {
    describe("a look at the rows");
    Broadcast<float[]> theta = share(parameters);
    try {
      QuestionTask<A> task = new QuestionTask<>(question, rows(Split.TRAIN), theta);
      // Partitions hold ascending workers, and collect keeps their order.
      return job(task, results -> results.collect().stream().reduce(question::merge).orElseThrow());
    } finally {
      theta.destroy();
    }
  }

  /** Forgets what this JVM keeps of the run; executors let go of theirs when memory is short. */
  @Override
  public void close() {
    WorkerCache.remove(run);
    spark.clearJobGroup();
  }

  String run() {
    return run;
  }

  private <T> Function2<Integer, Iterator<WorkerShards>, Iterator<T>> announced(
      Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task) {
    return AnnouncedTask.of(task, before, shards.partitions(), ++asked);
  }

  private <T> Broadcast<T> share(T value) {
    Phase before = clock.enter(Phase.MERGE);
    try {
      return spark.broadcast(value);
    } finally {
      clock.enter(before);
    }
  }

  /** Of a job's time the longest task's is computing; the rest is Spark's. */
  private <T, R> R job(
      Function2<Integer, Iterator<WorkerShards>, Iterator<T>> task,
      Function<JavaRDD<T>, R> collect) {
    LongestNanos longest = new LongestNanos();
    spark.sc().register(longest);
    Phase before = clock.enter(Phase.WAIT);
    try {
      return collect.apply(
          shards.shards().mapPartitionsWithIndex(new TimedTask<>(task, longest), false));
    } finally {
      clock.enter(before);
      clock.move(Phase.WAIT, Phase.COMPUTE, longest.value());
    }
  }

  private void describe(String what) {
    spark.setJobGroup(run, title + " · " + what);
  }
}
