package org.lockstep.driver.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.Failures;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.divergence.DivergedException;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Sgd;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.watching.LayerReport;
import org.lockstep.trainer.watching.Watching;
import org.lockstep.trainer.worker.Workers;

/**
 * A step that fails on a cluster is explained as in one thread, by the worker that has the rows.
 */
class RoundLoopQuestionTest {
  private static final NetworkSpec NETWORK = LoopFixture.network(LoopFixture.INPUTS);

  private static final TrainingSpec TRAINING =
      new TrainingSpec(
          4, 64, 2, LoopFixture.SEED, new Sgd(0.1), new Constant(), EarlyStoppingSpec.none());

  private static SparkSession spark;
  private static Dataset<Row> rows;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
    rows = LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static DivergedException diverged(Workers workers) {
    float[] parameters = Parameters.initialise(NETWORK, LoopFixture.SEED).values();
    // The output kernel: each logit overflows, and with it the loss of each row.
    Arrays.fill(parameters, parameters.length - 3 - 40 * 3, parameters.length - 3, 3e38f);
    TrainingRun run = new TrainingRun(NETWORK, TRAINING, workers, (record, p) -> {});
    return catchThrowableOfType(DivergedException.class, () -> run.fit(parameters));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStepThatFailsIsExplainedByTheWorkersThatHaveTheRows(int slots) {
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, slots).build(rows);
        Workers local = LoopFixture.local(shards, NETWORK, TRAINING);
        RoundLoop loop =
            new RoundLoop(LoopFixture.context(spark), shards, NETWORK, TRAINING, "test")) {
      DivergedException expected = diverged(local);
      DivergedException there = diverged(loop);
      assertThat(there).hasMessage(expected.getMessage());
      assertThat(there).hasMessageContaining("the output of dense_2 is ");
      assertThat(there).hasMessageContaining(" in 64 of the step's rows: row ");
      assertThat(Failures.of(there).exitCode()).isEqualTo(ExitCode.BAD_CONFIGURATION);
      assertThat(Failures.of(there).sentence()).isEqualTo(expected.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void watchedLayersHaveTheBitsOfOneThread(int slots) {
    NetworkSpec network =
        NetworkSpec.of(
            LoopFixture.INPUTS, List.of(new DenseSpec(50, new Relu())), 3, Task.MULTICLASS, 0);
    TrainingSpec plain = LoopFixture.training(4, 64);
    TrainingSpec training =
        new TrainingSpec(
                4,
                64,
                2,
                LoopFixture.SEED,
                plain.optimizer(),
                plain.schedule(),
                plain.earlyStopping())
            .toBuilder().clip(plain.clip()).watch(Watching.EPOCH).build();
    try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, slots).build(rows);
        Workers local = LoopFixture.local(shards, network, training);
        RoundLoop loop =
            new RoundLoop(LoopFixture.context(spark), shards, network, training, "test")) {
      LayerReport expected = lastReport(network, training, local);
      assertThat(lastReport(network, training, loop)).isEqualTo(expected);
      assertThat(expected.rowsSeen()).isEqualTo(shards.rows(Split.TRAIN));
      assertThat(expected.kernels().get(0).deadShare()).isLessThan(0.5);
    }
  }

  private static LayerReport lastReport(
      NetworkSpec network, TrainingSpec training, Workers workers) {
    TrainingRun run = new TrainingRun(network, training, workers, (record, p) -> {});
    return run.fit().watched().last().orElseThrow();
  }
}
