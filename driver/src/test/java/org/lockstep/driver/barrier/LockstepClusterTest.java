package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.StreamFolder;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.metrics.Scrape;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.data.StreamSpec;
import org.lockstep.trainer.exchange.Compression;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.AveragingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingResult;
import org.lockstep.trainer.training.TrainingSpec;

/** Two executors in JVMs of their own. */
class LockstepClusterTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final FitProgram FIT = new FitProgram();

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local-cluster[2,1,1024]", Scrape.SETTINGS);
    context = LoopFixture.context(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void twoExecutorsGiveTheBitsOfOneThread() {
    for (TrainingSpec training :
        List.of(LoopFixture.training(5, 64), LoopFixture.lazy(LoopFixture.training(2, 30)))) {
      try (ShardSet shards = shards(training.workers())) {
        Heard heard = new Heard();
        assertThat(loop(shards, training, 0).run(FIT, heard).best().parameters())
            .isEqualTo(LoopFixture.fitted(shards, NETWORK, training));
        assertThat(heard.events()).hasSize(3);
      }
    }
  }

  /** Executors have no page of their own: the driver shows what every rank tells it. */
  @Test
  void prometheusScrapesWhereTheTimeOfEveryRankWent() throws Exception {
    TrainingSpec training = longer(LoopFixture.training(2, 16), 7);
    try (ShardSet shards = shards(2)) {
      Map<String, Double> before = Scrape.of(spark);
      loop(shards, training, 0).run(FIT, new Heard());
      Map<String, Double> after = Scrape.of(spark);
      for (int rank = 0; rank < 2; rank++) {
        String name = "rank_" + rank + "_";
        assertThat(after).containsEntry(name + "epoch", 7.0);
        for (String seconds : List.of("compute_seconds", "merge_seconds", "wait_seconds")) {
          assertThat(after.get(name + seconds))
              .as(name + seconds)
              .isGreaterThan(before.getOrDefault(name + seconds, 0.0));
        }
      }
      assertThat(after).containsEntry("epoch", 7.0).doesNotContainKey("rank_2_epoch");
    }
  }

  @Test
  void streamedRowsAndAveragesOfGrowingPeriodsGiveTheBitsOfOneThreadInBothLoops(
      @TempDir Path folder) {
    TrainingSpec training = LoopFixture.training(5, 20);
    for (TrainingSpec spec : List.of(training, training.with(new AveragingSpec(1, 3, 1, 4)))) {
      try (ShardSet shards =
          new ShardBuilder(spec.workers(), LoopFixture.SEED, 2)
              .streamed(
                  new StreamFolder(
                      folder.resolve("shards").toUri().toString(), new StreamSpec(8, 2)))
              .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3))) {
        float[] expected = LoopFixture.fitted(shards, NETWORK, spec);
        assertThat(loop(shards, spec, 0).run(FIT, new Heard()).best().parameters())
            .isEqualTo(expected);
        assertThat(
                new RoundTraining(context, shards, NETWORK, spec, "test")
                    .run(FIT, new Heard())
                    .best()
                    .parameters())
            .isEqualTo(expected);
      }
    }
  }

  /** Each rank writes down the hash of what it ends with; rank 0's weights come back. */
  @Test
  void roundedGradientsLeaveTheSameWeightsOnEveryRankAndNearlyTheExactScores(@TempDir Path folder)
      throws IOException {
    TrainingSpec exact = longer(LoopFixture.training(4, 32), 8);
    TrainingSpec rounded = exact.with(Compression.BF16);
    String place = folder.toString();
    Program<TrainingResult> fit =
        (network, spec, workers, listener, control, start) -> {
          TrainingResult result = FIT.run(network, spec, workers, listener, control, start).best();
          write(Path.of(place, spec.compression() + "-" + TaskContext.getPartitionId()), result);
          return result;
        };
    try (ShardSet shards = shards(4)) {
      TrainingResult expected = loop(shards, exact, 0).run(fit, new Heard());
      TrainingResult received = loop(shards, rounded, 0).run(fit, new Heard());
      for (TrainingResult result : List.of(expected, received)) {
        String word = result == expected ? "NONE" : "BF16";
        String sha256 = Parameters.sha256(result.parameters());
        assertThat(folder.resolve(word + "-0")).hasContent(sha256);
        assertThat(folder.resolve(word + "-1")).hasContent(sha256);
      }
      assertThat(received.parameters()).isNotEqualTo(expected.parameters());
      double loss = last(expected).train().loss();
      assertThat(last(received).train().loss()).isCloseTo(loss, withinPercentage(1));
    }
  }

  private static void write(Path file, TrainingResult result) {
    try {
      Files.writeString(file, Parameters.sha256(result.parameters()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EpochRecord last(TrainingResult result) {
    return result.history().get(result.history().size() - 1);
  }

  @Test
  void moreTasksThanSlotsAreCountedAndDealtAnew() throws InterruptedException {
    TrainingSpec training = LoopFixture.training(7, 64);
    try (ShardSet shards =
        new ShardBuilder(7, LoopFixture.SEED, 5)
            .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3))) {
      Obstacle obstacle = Obstacle.to(context, shards, 0).orElseThrow();
      assertThat(obstacle.words())
          .contains("it needs 5 slots at once. Received: 2 slots: 2 executors");
      assertThat(obstacle.passes()).isTrue();
      LockstepLoop fewer =
          new LockstepLoop(
              context,
              shards,
              NETWORK,
              training,
              "test",
              Recovery.of(context.getConf()).withRelaunches(0).withSlotsWait(Duration.ZERO));
      Heard heard = new Heard();
      assertThat(fewer.run(FIT, heard).best().parameters())
          .isEqualTo(LoopFixture.fitted(shards, NETWORK, training));
      assertThat(heard.events())
          .anyMatch(
              event ->
                  event.startsWith(
                      "5 slots must be there, or come within 0 s (spark.lockstep.startSeconds)."
                          + " Received: 2 slots: 2 executors, "));
    }
  }

  @Test
  void anExecutorThatIsKilledDoesNotChangeBits() {
    TrainingSpec training = longer(LoopFixture.training(4, 32), 30);
    try (ShardSet shards = shards(4)) {
      Heard heard = new Heard();
      heard.onEpoch(
          epoch -> {
            if (epoch == 2) {
              assertThat(executors().get(0).destroyForcibly()).isTrue();
            }
          });
      SavingControl control = new SavingControl(epoch -> epoch == 1 ? Wish.SAVE : Wish.NONE);
      assertThat(
              loop(shards, training, 3)
                  .run(FIT, heard, control, Optional.empty())
                  .best()
                  .parameters())
          .isEqualTo(LoopFixture.fitted(shards, NETWORK, training));
      assertThat(control.newest().epochs()).isBetween(1, 29);
      assertThat(heard.events()).filteredOn(event -> event.startsWith("epoch")).hasSize(30);
      assertThat(heard.events())
          .filteredOn(event -> event.startsWith("attempt 1 failed: rank "))
          .singleElement()
          .asString()
          .contains(" on 127.0.0.1 ");
    }
  }

  @Test
  void aTaskThatThrowsInEveryAttemptEndsTheRunWithTheFirstCause() {
    TrainingSpec training = LoopFixture.training(4, 32);
    Program<String> fails =
        (network, spec, workers, listener, control, start) -> {
          workers.evaluate(new float[parameters()], Split.TRAIN);
          if (TaskContext.getPartitionId() == 1) {
            throw new IllegalStateException("a disk is on fire");
          }
          while (true) {
            workers.evaluate(new float[parameters()], Split.TRAIN);
          }
        };
    try (ShardSet shards = shards(4)) {
      Heard heard = new Heard();
      assertThatThrownBy(() -> loop(shards, training, 1).run(fails, heard))
          .hasMessageContaining("training failed in 2 attempts")
          .hasMessageContaining("rank 1 on 127.0.0.1 (partition 1) reported IllegalStateException")
          .hasMessageContaining("a disk is on fire")
          .satisfies(
              thrown -> assertThat(Failures.of(thrown).exitCode()).isEqualTo(ExitCode.RESUMABLE));
      assertThat(heard.events()).singleElement().asString().contains("attempt 1 failed: rank 1");
    }
  }

  private static int parameters() {
    return new ParameterLayout(NETWORK).size();
  }

  private static TrainingSpec longer(TrainingSpec training, int epochs) {
    return training.toBuilder().epochs(epochs).build();
  }

  private static ShardSet shards(int workers) {
    return new ShardBuilder(workers, LoopFixture.SEED, 2)
        .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3));
  }

  private static LockstepLoop loop(ShardSet shards, TrainingSpec training, int relaunches) {
    return new LockstepLoop(context, shards, NETWORK, training, "test", relaunches);
  }

  /** The Java processes that this test's own cluster started. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("java"))
        .toList();
  }
}
