package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.FailingShards;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.driver.loop.TrainingLoop;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;

class RetriableLoopTest {
  @Test
  void tasksThatFailAsOftenAsTheyMayEndTheTrainingWithTheFirstCause() {
    SparkSession spark = LoopFixture.spark("local[2, 2]");
    try (ShardSet shards =
        new ShardBuilder(5, LoopFixture.SEED, 2)
            .build(LoopFixture.rows(spark, 300, LoopFixture.INPUTS, 8, 3))) {
      TrainingLoop loop =
          new RetriableLoop(
              new RoundTraining(
                  LoopFixture.context(spark),
                  FailingShards.allAttemptsOf(shards),
                  LoopFixture.network(LoopFixture.INPUTS),
                  LoopFixture.training(5, 64),
                  "test"));
      assertThatThrownBy(() -> loop.run(new FitProgram(), new Silence()))
          .isInstanceOfSatisfying(
              RunException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESUMABLE))
          .hasMessageStartingWith(
              "tasks of the training must end well. Received: Job aborted due to stage failure: Task")
          .hasMessageContaining("injected: attempt 1 at worker")
          .hasMessageContaining("executor driver");
    } finally {
      spark.stop();
    }
  }
}
