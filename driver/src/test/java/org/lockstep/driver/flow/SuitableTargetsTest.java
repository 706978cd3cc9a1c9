package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

class SuitableTargetsTest {
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[1]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void allRowsAreLookedAtOnceALossWhateverTheLayers() {
    try (ShardSet shards = shards(0)) {
      SuitableTargets targets = new SuitableTargets(shards);
      int before = jobs();
      targets.require(poisson(4));
      targets.require(poisson(8));
      assertThat(jobs() - before).isEqualTo(1);
      targets.require(network(4, new LossSpec.SquaredError())); // which learns any number
      assertThat(jobs() - before).isEqualTo(1);
    }
  }

  @Test
  void theSameIsSaidOfEveryNetworkWithALossThatTheRowsDoNotSuit() {
    try (ShardSet shards = shards(-1)) {
      SuitableTargets targets = new SuitableTargets(shards);
      int before = jobs();
      for (int units : List.of(4, 8)) {
        assertThatThrownBy(() -> targets.require(poisson(units)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("loss.type must suit the rows: targets must be >= 0")
            .hasMessageContaining("Received: -1.0 (row ");
      }
      assertThat(jobs() - before).isEqualTo(1);
      assertThatCode(() -> targets.require(network(4, new LossSpec.SquaredError())))
          .doesNotThrowAnyException();
    }
  }

  private static NetworkSpec poisson(int units) {
    return network(units, new LossSpec.Poisson());
  }

  private static NetworkSpec network(int units, LossSpec loss) {
    DenseSpec hidden =
        new DenseSpec(
            units, Activation.named("tanh"), Initializer.named("glorot_uniform"), true, 0);
    return NetworkSpec.of(LoopFixture.INPUTS, List.of(hidden), 1, Task.REGRESSION, loss, 0);
  }

  /**
   * @param more than the targets 0, 1 and 2
   */
  private static ShardSet shards(int more) {
    return new ShardBuilder(2, 1, 2)
        .build(
            LoopFixture.rows(spark, 60, LoopFixture.INPUTS, 10, 2)
                .withColumn("target", col("target").plus(more)));
  }

  /** Of Spark, until now. */
  private static int jobs() {
    return LoopFixture.context(spark).statusTracker().getJobIdsForGroup(null).length;
  }
}
