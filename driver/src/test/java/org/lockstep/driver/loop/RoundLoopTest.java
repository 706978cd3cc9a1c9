package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.activation.RRelu;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.gradient.Gradient;
import org.lockstep.trainer.metric.Totals;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.ReduceOnPlateau;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;
import org.lockstep.trainer.worker.Workers;

class RoundLoopTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final long ALWAYS_SLICES = 0;
  private static SparkSession spark;
  private static JavaSparkContext context;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
    context = LoopFixture.context(spark);
    rows = LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  static Stream<Arguments> workersAndPartitions() {
    return Stream.of(1, 2, 3, 4, 5, 8)
        .flatMap(workers -> Stream.of(1, 2, 3).map(slots -> Arguments.of(workers, slots)));
  }

  @ParameterizedTest
  @MethodSource("workersAndPartitions")
  void gradientsAndTotalsHaveTheBitsOfOneThread(int workers, int slots) {
    TrainingSpec training = LoopFixture.training(workers, 33);
    float[] parameters = Parameters.initialise(NETWORK, LoopFixture.SEED).values();
    try (ShardSet shards = new ShardBuilder(workers, LoopFixture.SEED, slots).build(rows);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop whole = new RoundLoop(context, shards, NETWORK, training, "test");
        RoundLoop sliced =
            new RoundLoop(context, shards, NETWORK, training, "test", ALWAYS_SLICES)) {
      int last = training.stepsPerEpoch(shards.rows(Split.TRAIN)) - 1;
      for (int step : new int[] {0, 1, last}) {
        Gradient expected = local.gradient(parameters, step, step);
        for (RoundLoop loop : List.of(whole, sliced)) {
          Gradient gradient = loop.gradient(parameters, step, step);
          assertThat(gradient.sums()).isEqualTo(expected.sums());
          assertSame(gradient.totals(), expected.totals());
        }
      }
      for (Split split : Split.values()) {
        assertSame(whole.evaluate(parameters, split), local.evaluate(parameters, split));
        assertThat(whole.rows(split)).isEqualTo(local.rows(split));
      }
    }
  }

  @Test
  void aLazyOptimizerGetsTheTouchedRowsOverTheWire() {
    TrainingSpec eager = LoopFixture.training(4, 16);
    TrainingSpec lazy = LoopFixture.lazy(eager);
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, 3).build(rows);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, lazy);
        RoundLoop whole = new RoundLoop(context, shards, NETWORK, lazy, "test");
        RoundLoop sliced = new RoundLoop(context, shards, NETWORK, lazy, "test", ALWAYS_SLICES);
        LocalWorkers other = LoopFixture.local(shards, NETWORK, eager)) {
      float[] expected = fit(lazy, local);
      assertThat(fit(lazy, whole)).isEqualTo(expected);
      assertThat(fit(lazy, sliced)).isEqualTo(expected);
      assertThat(fit(eager, other)).isNotEqualTo(expected);
    }
  }

  private static float[] fit(TrainingSpec training, Workers workers) {
    return new TrainingRun(NETWORK, training, workers, (record, parameters) -> {})
        .fit()
        .parameters();
  }

  private static void assertSame(Totals totals, Totals expected) {
    assertThat(totals.rows()).isEqualTo(expected.rows());
    assertThat(totals.lossSum()).isEqualTo(expected.lossSum());
    assertThat(totals.weightSum()).isEqualTo(expected.weightSum());
    assertThat(totals.scores().values()).isEqualTo(expected.scores().values());
  }

  @Test
  void aWholeRunHasTheBitsOfOneThread() {
    TrainingSpec training = LoopFixture.training(4, 64);
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, 3).build(rows);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      List<Double> losses = new ArrayList<>();
      float[] trained =
          new TrainingRun(
                  NETWORK,
                  training,
                  loop,
                  (record, parameters) -> losses.add(record.validationObjective()))
              .fit()
              .parameters();
      assertThat(losses).hasSize(2);
      assertThat(trained)
          .isEqualTo(
              new TrainingRun(NETWORK, training, local, (record, parameters) -> {})
                  .fit()
                  .parameters());
    }
  }

  @ParameterizedTest
  @MethodSource("averagings")
  void roundsOfTheWorkersOwnStepsHaveTheBitsOfOneThread(AveragingSpec averaging, int workers) {
    TrainingSpec eager = LoopFixture.training(workers, 33);
    for (TrainingSpec plain : List.of(eager, LoopFixture.lazy(eager))) {
      TrainingSpec training = plain.with(averaging);
      float[] expected = null;
      for (int slots : new int[] {1, 3}) {
        try (ShardSet shards = new ShardBuilder(workers, LoopFixture.SEED, slots).build(rows);
            LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
            RoundLoop whole = new RoundLoop(context, shards, NETWORK, training, "test");
            RoundLoop sliced =
                new RoundLoop(context, shards, NETWORK, training, "test", ALWAYS_SLICES)) {
          expected = expected == null ? fit(training, local) : expected;
          assertThat(fit(training, whole)).isEqualTo(expected);
          assertThat(fit(training, sliced)).isEqualTo(expected);
        }
      }
    }
  }

  static Stream<Arguments> averagings() {
    return Stream.of(
        Arguments.of(AveragingSpec.every(3), 5),
        Arguments.of(AveragingSpec.every(100), 2),
        Arguments.of(new AveragingSpec(1, 2, 1, 64), 3));
  }

  @Test
  void aRoundIsOneJob() {
    TrainingSpec training = LoopFixture.training(4, 33).with(AveragingSpec.every(4));
    AtomicInteger jobs = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            String description = String.valueOf(start.properties().get("spark.job.description"));
            if (description.startsWith("rounds · epoch")) {
              jobs.incrementAndGet();
            }
          }
        };
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, 2).build(rows);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "rounds")) {
      spark.sparkContext().addSparkListener(listener);
      fit(training, loop);
      int steps = training.stepsPerEpoch(shards.rows(Split.TRAIN));
      Awaitility.await().untilAsserted(() -> assertThat(jobs).hasValue(2 * ((steps + 3) / 4)));
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
  }

  @Test
  void aWorkersOwnStepThatDivergesIsToldByTheDriver() {
    TrainingSpec plain = LoopFixture.training(4, 33);
    TrainingSpec training =
        new TrainingSpec(
                4, 33, 2, plain.seed(), new Sgd(1e30), plain.schedule(), plain.earlyStopping())
            .with(AveragingSpec.every(4));
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, 2).build(rows);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      assertThatThrownBy(() -> fit(training, loop))
          .isInstanceOf(DivergedException.class)
          .hasMessage(catchThrowable(() -> fit(training, local)).getMessage())
          .hasMessageStartingWith("training diverged in epoch 1, step ");
    }
  }

  @Test
  void movingAveragesSlopesAndNoiseHaveTheBitsOfOneThread() {
    NetworkSpec network =
        NetworkSpec.of(
            LoopFixture.INPUTS,
            List.of(
                new GaussianNoiseSpec(0.1),
                new DenseSpec(12, new Identity()),
                new BatchNormalizationSpec(0.8, 1e-3, true, true),
                new ActivationSpec(new PRelu()),
                new DenseSpec(6, new RRelu())),
            3,
            Task.MULTICLASS,
            0);
    TrainingSpec training = LoopFixture.training(3, 60);
    try (ShardSet shards = new ShardBuilder(3, LoopFixture.SEED, 2).build(rows);
        LocalWorkers local = LoopFixture.local(shards, network, training);
        RoundLoop loop = new RoundLoop(context, shards, network, training, "test")) {
      assertThat(new TrainingRun(network, training, loop, (record, p) -> {}).fit().parameters())
          .isEqualTo(
              new TrainingRun(network, training, local, (record, p) -> {}).fit().parameters());
    }
  }

  @Test
  void restartsAndPlateausAreTheSameOverTheCluster() {
    TrainingSpec plain = LoopFixture.training(3, 100);
    TrainingSpec training =
        plain.toBuilder()
            .epochs(4)
            .schedule(new ReduceOnPlateau(0.1, 1, 0.05, 0, 0))
            .restarts(2)
            .build();
    try (ShardSet shards = new ShardBuilder(3, LoopFixture.SEED, 2).build(rows);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      var expected = new RandomRestarts(NETWORK, training, local, (record, p) -> {}).fit();
      var found = new RandomRestarts(NETWORK, training, loop, (record, p) -> {}).fit();
      assertThat(found.restarts()).hasSize(2).isEqualTo(expected.restarts());
      assertThat(found.best().parameters()).isEqualTo(expected.best().parameters());
      assertThat(found.best().history().get(3).learningRate()).isLessThan(0.01);
    }
  }

  @Test
  void fewerRowsThanWorkersGiveEmptyShardsAndTheSameBits() {
    TrainingSpec training = LoopFixture.training(8, 4);
    Dataset<Row> few = LoopFixture.rows(spark, 7, LoopFixture.INPUTS, 8, 2);
    float[] parameters = Parameters.initialise(NETWORK, LoopFixture.SEED).values();
    try (ShardSet shards = new ShardBuilder(8, LoopFixture.SEED, 3).build(few);
        LocalWorkers local = LoopFixture.local(shards, NETWORK, training);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      assertThat(shards.rows(Split.TRAIN)).isBetween(1L, 7L);
      assertThat(loop.gradient(parameters, 0, 0).sums())
          .isEqualTo(local.gradient(parameters, 0, 0).sums());
    }
  }

  @Test
  void aLostWorkerCacheChangesNothing() {
    TrainingSpec training = LoopFixture.training(4, 64);
    float[] parameters = Parameters.initialise(NETWORK, LoopFixture.SEED).values();
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, 2).build(rows);
        RoundLoop loop = new RoundLoop(context, shards, NETWORK, training, "test")) {
      float[] first = loop.gradient(parameters, 1, 2).sums().clone();
      assertThat(WorkerCache.held(loop.run())).isEqualTo(4);
      assertThat(loop.gradient(parameters, 1, 2).sums()).isEqualTo(first);
      WorkerCache.remove(loop.run());
      assertThat(loop.gradient(parameters, 1, 2).sums()).isEqualTo(first);
      loop.close();
      assertThat(WorkerCache.held(loop.run())).isZero();
    }
  }

  @Test
  void shardsOfAnotherJobAreRefused() {
    try (ShardSet shards = new ShardBuilder(2, LoopFixture.SEED, 2).build(rows)) {
      assertThatThrownBy(
              () -> new RoundLoop(context, shards, NETWORK, LoopFixture.training(3, 8), "test"))
          .hasMessage("shards must be dealt to the job's workers, 3. Received: shards of 2");
      assertThatThrownBy(
              () ->
                  new RoundLoop(
                      context, shards, LoopFixture.network(7), LoopFixture.training(2, 8), "test"))
          .hasMessage("shards must have the network's 7 inputs and 1 targets. Received: 300 and 1");
    }
  }
}
