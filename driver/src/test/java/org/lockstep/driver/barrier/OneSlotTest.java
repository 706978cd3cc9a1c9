package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.LiveListenerBus;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.LocalWorkers;

/** Both loops where Spark runs one task at a time, and what they say of their jobs and time. */
class OneSlotTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final TrainingSpec TRAINING = LoopFixture.training(3, 64);
  private static final double A_MICROSECOND = 1e-6;
  private static final Program<float[]> FIT =
      (network, training, workers, listener, control, start) ->
          new TrainingRun(network, training, workers, listener).fit().parameters();

  private static final List<String> DESCRIPTIONS = new CopyOnWriteArrayList<>();
  private static SparkSession spark;
  private static ShardSet shards;
  private static float[] expected;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[1]");
    shards =
        new ShardBuilder(3, LoopFixture.SEED, 1)
            .build(LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3));
    try (LocalWorkers local = LoopFixture.local(shards, NETWORK, TRAINING)) {
      expected =
          new TrainingRun(NETWORK, TRAINING, local, (record, weights) -> {}).fit().parameters();
    }
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onJobStart(SparkListenerJobStart start) {
                DESCRIPTIONS.add(String.valueOf(start.properties().get("spark.job.description")));
              }
            });
  }

  @AfterAll
  static void stop() {
    shards.close();
    spark.stop();
  }

  static Stream<Arguments> loops() {
    JavaSparkContext context = LoopFixture.context(spark);
    return Stream.of(
        Arguments.of(
            new LockstepLoop(context, shards, NETWORK, TRAINING, "tweets", 0),
            "tweets · epochs 1–2 · attempt 1"),
        Arguments.of(
            new RoundTraining(context, shards, NETWORK, TRAINING, "tweets"),
            "tweets · (epoch [12] step [1-9]/[1-9]|scores of validation)"));
  }

  @ParameterizedTest
  @MethodSource("loops")
  void oneSlotGivesTheBitsOfOneThreadAndSparksPageNamesEveryJob(
      TrainingLoop loop, String descriptions) throws Exception {
    LiveListenerBus bus = spark.sparkContext().listenerBus();
    bus.waitUntilEmpty();
    DESCRIPTIONS.clear();
    assertThat(loop.run(FIT, new Heard())).isEqualTo(expected);
    bus.waitUntilEmpty();
    assertThat(DESCRIPTIONS)
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each).matches(descriptions));
  }

  /**
   * An epoch's phases are all of the time since the epoch before; what is computed, merged and
   * waited for lies within the epoch's own seconds, so that the two differ by what the thread did
   * between epochs, which is counted as driver and checkpoint.
   */
  @ParameterizedTest
  @MethodSource("loops")
  void thePhasesOfAnEpochAddUpToItsWallTime(TrainingLoop loop, String descriptions) {
    List<EpochRecord> epochs = new ArrayList<>();
    List<PhaseSeconds> phases = new ArrayList<>();
    Heard heard =
        new Heard() {
          @Override
          public void epochFinished(EpochRecord record, String sha, PhaseSeconds seconds) {
            epochs.add(record);
            phases.add(seconds);
          }
        };
    long start = System.nanoTime();
    loop.run(FIT, heard);
    double wall = (System.nanoTime() - start) / 1e9;
    double all = 0;
    for (int epoch = 0; epoch < 2; epoch++) {
      PhaseSeconds each = phases.get(epoch);
      double seconds = epochs.get(epoch).seconds();
      assertThat(each.byName().values()).allMatch(phase -> phase >= 0);
      assertThat(each.compute()).isPositive();
      assertThat(each.compute() + each.merge() + each.waiting())
          .isLessThan(seconds + A_MICROSECOND);
      assertThat(each.sum()).isGreaterThan(seconds - A_MICROSECOND);
      all += each.sum();
    }
    assertThat(all).isLessThan(wall);
  }
}
