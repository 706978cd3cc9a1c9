package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.ShardsOnDisk;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.loop.Program;
import org.lockstep.driver.loop.RoundTraining;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.TrainingSpec;

/** Shards whose features lie in files give both loops the bits of shards in memory. */
class ShardsOnDiskTest {
  private static final Program<String> FIT =
      (network, training, workers, listener, control, start) ->
          Parameters.sha256(
              new RandomRestarts(network, training, workers, listener).fit().best().parameters());

  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
    context = LoopFixture.context(spark);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void ofSparseRows() {
    Dataset<Row> rows = LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3);
    same(rows, LoopFixture.network(LoopFixture.INPUTS), LoopFixture.training(5, 33));
  }

  @Test
  void ofSparseRowsWithALazyOptimizer() {
    Dataset<Row> rows = LoopFixture.rows(spark, 400, LoopFixture.INPUTS, 8, 3);
    TrainingSpec lazy = LoopFixture.lazy(LoopFixture.training(4, 16));
    same(rows, LoopFixture.network(LoopFixture.INPUTS), lazy);
  }

  @Test
  void ofDenseRows() {
    NetworkSpec network =
        NetworkSpec.of(9, List.of(new DenseSpec(12, new Relu())), 3, Task.MULTICLASS, 0);
    same(LoopFixture.denseRows(spark, 200, 9, 3), network, LoopFixture.training(3, 20));
  }

  private static void same(Dataset<Row> rows, NetworkSpec network, TrainingSpec training) {
    int workers = training.workers();
    try (ShardSet memory = new ShardBuilder(workers, LoopFixture.SEED, 2).build(rows);
        ShardSet files = ShardsOnDisk.builder(workers, LoopFixture.SEED, 2).build(rows)) {
      assertThat(memory.storedBytes()).isZero();
      assertThat(files.storedBytes()).isPositive();
      String expected =
          new RoundTraining(context, memory, network, training, "test").run(FIT, new Heard());
      assertThat(new RoundTraining(context, files, network, training, "test").run(FIT, new Heard()))
          .isEqualTo(expected);
      assertThat(new LockstepLoop(context, files, network, training, "test").run(FIT, new Heard()))
          .isEqualTo(expected);
    }
  }
}
