package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.run.ExecutorWatch;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failure;
import org.lockstep.driver.run.Failures;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.step.Wish;
import org.lockstep.trainer.training.TrainingSpec;
import scala.jdk.javaapi.CollectionConverters;

/** Executors that are taken away for good: Spark does not replace them. */
class LostExecutorsClusterTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);
  private static final TrainingSpec TRAINING = LoopFixture.training(4, 8);
  private static final FitProgram FIT = new FitProgram();

  @Test
  @Timeout(120)
  void theOthersDoTheirWorkAndWithoutAnyTheRunEndsWithTheNumbers() throws IOException {
    try (SparkSession spark = LoopFixture.spark("local-cluster[2,1,1024]")) {
      JavaSparkContext context = LoopFixture.context(spark);
      try (ShardSet shards =
          new ShardBuilder(4, LoopFixture.SEED, 2)
              .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3))) {
        float[] faultFree = LoopFixture.fitted(shards, NETWORK, TRAINING);
        LockstepLoop loop =
            new LockstepLoop(
                context,
                shards,
                NETWORK,
                TRAINING,
                "test",
                Recovery.of(context.getConf()).withSlotsWait(Duration.ofSeconds(2)));
        Heard heard = new Heard();
        heard.onRestart(restarts -> takeAway(context, executors(context).subList(0, 1)));
        assertThat(fit(loop, heard)).isEqualTo(faultFree);
        assertThat(heard.events()).anyMatch(event -> event.startsWith("attempt 1 failed: "));
        assertThat(executors(context)).hasSize(1);

        Heard last = new Heard();
        last.onRestart(restarts -> takeAway(context, executors(context)));
        LockstepLoop endless =
            new LockstepLoop(
                context,
                shards,
                NETWORK,
                TRAINING.toBuilder().epochs(1_000_000).build(),
                "test",
                Recovery.of(context.getConf()).withSlotsWait(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> fit(endless, last))
            .hasMessageStartingWith(
                "executors must be there, or come within 2 s (spark.lockstep.startSeconds)."
                    + " Received: none, after rank 0 on 127.0.0.1 (partition 0")
            .satisfies(
                thrown -> assertThat(Failures.of(thrown).exitCode()).isEqualTo(ExitCode.RESUMABLE));
        assertThat(last.events()).anyMatch(event -> event.startsWith("attempt 1 failed: rank 0 "));

        assertThatThrownBy(() -> fit(loop, new Heard()))
            .hasMessage(
                "executors must be there, or come within 2 s (spark.lockstep.startSeconds)."
                    + " Received: none")
            .satisfies(
                thrown -> assertThat(Failures.of(thrown).exitCode()).isEqualTo(ExitCode.RESUMABLE));

        ExecutorWatch.over(context.sc(), 1);
        RoundTraining round = new RoundTraining(context, shards, NETWORK, TRAINING, "test");
        assertThatThrownBy(() -> round.run(FIT, new Heard()))
            .satisfies(
                thrown ->
                    assertThat(Failures.of(thrown))
                        .isEqualTo(
                            new Failure(
                                "executors must be there, or come back within 1 s"
                                    + " (spark.lockstep.startSeconds). Received: none",
                                ExitCode.RESUMABLE)));
      }
    }
  }

  private static float[] fit(LockstepLoop loop, Heard heard) {
    return loop.run(FIT, heard, new SavingControl(epoch -> Wish.SAVE), Optional.empty())
        .best()
        .parameters();
  }

  private static List<String> executors(JavaSparkContext context) {
    return CollectionConverters.asJava(context.sc().getExecutorIds());
  }

  private static void takeAway(JavaSparkContext context, List<String> ids) {
    ids.forEach(id -> assertThat(context.sc().killExecutor(id)).isTrue());
    Awaitility.await().until(() -> executors(context).stream().noneMatch(ids::contains));
  }
}
