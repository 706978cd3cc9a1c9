package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.RDDBlockId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.exchange.ExchangeLimits;
import org.lockstep.driver.faults.FaultPlan;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.TrainingSpec;
import scala.jdk.javaapi.CollectionConverters;

/** Two executors in JVMs of their own, which a fault plan kills, stops and slows. */
@Timeout(120)
class FaultsClusterTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final int WORKERS = 4;
  private static final TrainingSpec TRAINING = training(6);
  private static final FitProgram FIT = new FitProgram();

  private static SparkSession spark;
  private static JavaSparkContext context;
  private static ShardSet shards;
  private static float[] faultFree;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local-cluster[2,1,1024]");
    context = LoopFixture.context(spark);
    shards = dealt();
    faultFree = LoopFixture.fitted(shards, NETWORK, TRAINING);
  }

  @AfterAll
  static void stop() {
    shards.close();
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kill@rank1:step9", // mid-step, in the second epoch
        "kill@rank0:merge21", // between the two exchanges of a step
        "kill@rank0:state2", // the first state has arrived, the second one only in part
        "throw@rank1:step8,kill@rank1:step2:attempt2", // twice in a row
      })
  void aFaultDoesNotChangeBits(String plan) {
    Heard heard = new Heard();
    SavingControl control = new SavingControl(epoch -> Wish.SAVE);
    assertThat(fit(loop(plan, 3), heard, control)).isEqualTo(faultFree);
    int failures = plan.split(",").length;
    assertThat(heard.events()).filteredOn(event -> event.startsWith("epoch")).hasSize(6);
    assertThat(heard.events())
        .filteredOn(event -> event.startsWith("attempt "))
        .hasSize(failures)
        .allMatch(event -> event.contains("rank " + plan.charAt(plan.indexOf('@') + 5) + " on "));
  }

  /** First one executor, and then the one that had taken over its shards. */
  @Test
  void executorsThatAreKilledOneAfterTheOtherDoNotChangeBits() {
    Heard heard = new Heard();
    String plan = "kill@rank1:step9,kill@rank0:step4:attempt2";
    assertThat(fit(loop(plan, 3), heard, saving())).isEqualTo(faultFree);
    assertThat(heard.events()).filteredOn(event -> event.startsWith("epoch")).hasSize(6);
    assertThat(heard.events())
        .filteredOn(event -> event.startsWith("attempt "))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("attempt 1 failed: rank 1 on 127.0.0.1"),
            second -> assertThat(second).startsWith("attempt 2 failed: rank 0 on 127.0.0.1"));
  }

  /** The second attempt is slow enough for an executor to come in place of the killed one. */
  @Test
  void theOthersGoOnAtOnceAndLaterAllDo() {
    await().until(() -> executors().size() == 2);
    try (ShardSet own = dealt()) {
      theOthersGoOnAtOnceAndLaterAllDo(own);
    }
  }

  private static void theOthersGoOnAtOnceAndLaterAllDo(ShardSet own) {
    List<Integer> tasks = new CopyOnWriteArrayList<>();
    SparkListener stages =
        new SparkListener() {
          @Override
          public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            if (stage.stageInfo().name().contains(Launch.class.getSimpleName() + ".java")) {
              tasks.add(stage.stageInfo().numTasks());
            }
          }
        };
    StringBuilder plan = new StringBuilder("kill@rank1:step9");
    for (int step = 1; step <= 25; step++) {
      plan.append(",stall@rank0:step%d:attempt2".formatted(step));
    }
    context.sc().addSparkListener(stages);
    Heard heard = new Heard();
    assertThat(fit(loop(own, plan.toString(), 3), heard, saving())).isEqualTo(faultFree);
    context.sc().removeSparkListener(stages);
    assertThat(heard.events()).filteredOn(event -> event.startsWith("epoch")).hasSize(6);
    assertThat(heard.events())
        .filteredOn(event -> event.startsWith("attempt "))
        .singleElement()
        .asString()
        .startsWith("attempt 1 failed: rank 1 ");
    assertThat(tasks).startsWith(2).endsWith(2).contains(1);
    for (int partition = 0; partition < own.partitions(); partition++) {
      RDDBlockId block = new RDDBlockId(own.shards().id(), partition);
      assertThat(
              CollectionConverters.asJava(
                  SparkEnv.get().blockManager().master().getLocations(block)))
          .as("who keeps shards %d, were one executor more to die", partition)
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 20})
  void seededFaultsDoNotChangeBits(long seed) {
    Heard heard = new Heard();
    assertThat(fit(loop("random@seed%d:3".formatted(seed), 3), heard, saving()))
        .as("seed %d", seed)
        .isEqualTo(faultFree);
    assertThat(heard.events()).anyMatch(event -> event.startsWith("attempt 1 failed: "));
  }

  /** Spark makes the lost tasks again; a rank is a partition there, an attempt one of its task. */
  @Test
  void faultsInTheRoundLoopDoNotChangeBits() {
    List<String> failures = new CopyOnWriteArrayList<>();
    SparkListener tasks =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.reason() instanceof TaskFailedReason failure) {
              failures.add(failure.toErrorString());
            }
          }
        };
    await().until(() -> executors().size() == 2);
    context.sc().addSparkListener(tasks);
    String plan = "throw@rank0:step3,throw@rank1:step7,throw@rank1:step7:attempt2,kill@rank1:step9";
    RoundTraining loop =
        new RoundTraining(
            context, shards, NETWORK, TRAINING, "test", FaultPlan.read(plan).beforeSteps());
    assertThat(loop.run(FIT, new Heard()).best().parameters()).isEqualTo(faultFree);
    await()
        .untilAsserted(
            () ->
                assertThat(failures)
                    .anyMatch(failure -> failure.contains("throw at step 3"))
                    .anyMatch(failure -> failure.contains("throw at step 7"))
                    .anyMatch(failure -> failure.contains("ExecutorLostFailure")));
    context.sc().removeSparkListener(tasks);
  }

  @Test
  void aRelaunchGoesOnFromTheNewestState() {
    Heard heard = new Heard();
    // 2 epochs of 6 steps are saved; were the second attempt to begin anew, its step 30 would come
    SavingControl control = new SavingControl(epoch -> epoch <= 2 ? Wish.SAVE : Wish.NONE);
    String plan = "throw@rank1:step20,throw@rank1:step30:attempt2";
    assertThat(fit(loop(plan, 3), heard, control)).isEqualTo(faultFree);
    assertThat(heard.events())
        .filteredOn(event -> event.startsWith("attempt "))
        .singleElement()
        .asString()
        .contains("rank 1 on 127.0.0.1 (partition 1)")
        .contains("step 20")
        .contains("epoch 4, step 2");
  }

  @Test
  void aStragglerIsWaitedFor() {
    Heard heard = new Heard();
    assertThat(fit(loop("stall@rank1:step5,stall@rank0:merge9", 0), heard, saving()))
        .isEqualTo(faultFree);
    assertThat(heard.events()).noneMatch(event -> event.startsWith("attempt "));
  }

  @Test
  void aStoppedExecutorIsReplaced() {
    Heard heard = new Heard();
    long began = System.nanoTime();
    assertThat(fit(loop("stop@rank1:step9", 1), heard, saving())).isEqualTo(faultFree);
    assertThat(heard.events())
        .anyMatch(event -> event.startsWith("attempt 1 failed: rank 1 on 127.0.0.1"))
        .anyMatch(event -> event.endsWith("did not give up within 10 s; Spark replaces it"));
    // 4 s of silence, 10 s to give up, 10 s until the worker kills it, a new JVM
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void anExecutorThatDiesInEveryAttemptEndsTheRunResumable() {
    assertThatThrownBy(() -> fit(loop("kill@rank0:step1:always", 1), new Heard(), saving()))
        .hasMessageContaining("training failed in 2 attempts, the last 2 without a finished epoch")
        .hasMessageContaining("rank 0 on 127.0.0.1 (partition 0) was lost: ")
        .satisfies(
            thrown -> assertThat(Failures.of(thrown).exitCode()).isEqualTo(ExitCode.RESUMABLE));
  }

  @Test
  void lostBlocksAreMadeAnew() {
    Heard heard = new Heard();
    heard.onEpoch(
        epoch -> {
          if (epoch == 1) {
            shards.shards().unpersist(true);
          }
        });
    assertThat(fit(loop("throw@rank0:step14", 1), heard, saving())).isEqualTo(faultFree);
  }

  @Test
  void lostBroadcastsAreMadeAnew() {
    Heard heard = new Heard();
    heard.onEpoch(
        epoch -> {
          if (epoch == 1) {
            loseBroadcasts();
          }
        });
    assertThat(fit(loop("throw@rank0:step14", 1), heard, saving())).isEqualTo(faultFree);
    assertThat(heard.events()).anyMatch(event -> event.startsWith("attempt 1 failed: rank 0"));
  }

  @Test
  void aRankThatTheNetworkCutsOffIsNamedAndKeepsItsProcess() {
    Heard heard = new Heard();
    List<String> before = executors();
    assertThat(fit(loop("mute@rank1:merge15", 1), heard, saving())).isEqualTo(faultFree);
    assertThat(heard.events())
        .filteredOn(event -> event.startsWith("attempt "))
        .singleElement()
        .asString()
        .startsWith("attempt 1 failed: rank 1 on 127.0.0.1:")
        .contains("failed its peers")
        .contains("sent no bytes for 4.0 s in exchange ");
    assertThat(executors()).isEqualTo(before);
  }

  @Test
  void twoFitsShareTheSlots() throws Exception {
    Heard first = new Heard();
    Heard second = new Heard();
    CompletableFuture<float[]> beside =
        CompletableFuture.supplyAsync(() -> fit(loop("", 3), second, saving()));
    assertThat(fit(loop("throw@rank1:step9", 3), first, saving())).isEqualTo(faultFree);
    assertThat(beside.get(60, TimeUnit.SECONDS)).isEqualTo(faultFree);
    Consumer<Heard> whole =
        heard ->
            assertThat(heard.events()).filteredOn(event -> event.startsWith("epoch")).hasSize(6);
    whole.accept(first);
    whole.accept(second);
  }

  @Test
  void executorsThatSparkMayTakeAwayAreAnObstacle() throws InterruptedException {
    context.sc().conf().set("spark.dynamicAllocation.enabled", "true");
    try {
      Obstacle obstacle = Obstacle.to(context, shards, 0).orElseThrow();
      assertThat(obstacle.words())
          .contains("spark.dynamicAllocation.enabled=true")
          .contains("needs all of its slots at once")
          .endsWith("; it can run with spark.dynamicAllocation.enabled=false");
      assertThat(obstacle.passes()).isFalse();
    } finally {
      context.sc().conf().remove("spark.dynamicAllocation.enabled");
    }
    assertThat(Obstacle.to(context, shards, 60)).isEmpty();
  }

  private static List<String> executors() {
    return CollectionConverters.asJava(context.sc().getExecutorIds());
  }

  /** Of all that there are, on the executors and on the driver. */
  private static void loseBroadcasts() {
    long newest = context.broadcast(0).id();
    for (long id = 0; id <= newest; id++) {
      SparkEnv.get().blockManager().master().removeBroadcast(id, true, true);
    }
  }

  private static SavingControl saving() {
    return new SavingControl(epoch -> Wish.SAVE);
  }

  private static float[] fit(LockstepLoop loop, Heard heard, SavingControl control) {
    return loop.run(FIT, heard, control, Optional.empty()).best().parameters();
  }

  private static ShardSet dealt() {
    return new ShardBuilder(WORKERS, LoopFixture.SEED, 2)
        .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3));
  }

  private static LockstepLoop loop(String plan, int relaunches) {
    return loop(shards, plan, relaunches);
  }

  private static LockstepLoop loop(ShardSet over, String plan, int relaunches) {
    return new LockstepLoop(
        context,
        over,
        NETWORK,
        TRAINING,
        "test",
        Recovery.of(context.getConf())
            .withRelaunches(relaunches)
            .withLimits(ExchangeLimits.DEFAULTS.withSilence(Duration.ofSeconds(4)))
            .withFaults(plan));
  }

  private static TrainingSpec training(int epochs) {
    TrainingSpec base = LoopFixture.training(WORKERS, 32);
    return base.toBuilder().epochs(epochs).build();
  }
}
