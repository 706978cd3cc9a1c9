package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.flow.FitProgram;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.training.TrainingSpec;

/** Executors that may keep fewer bytes in memory than their shards have, one of which dies. */
class SmallExecutorsClusterTest {
  private static final int ROWS = 5_000;
  private static final int COLUMNS = 1_000;

  /** (480 MB − 300 MB that Spark reserves) × 0.1, of which shards may take a third. */
  private static final Map<String, String> SMALL =
      Map.of("spark.executor.memory", "480m", "spark.memory.fraction", "0.1");

  private static final FitProgram FIT = new FitProgram();

  @Test
  @Timeout(180)
  void shardsLieInFilesThereAndGiveTheSameBits() throws IOException {
    TrainingSpec training = LoopFixture.training(4, 256);
    NetworkSpec network =
        NetworkSpec.of(COLUMNS, List.of(new DenseSpec(8, new Relu())), 3, Task.MULTICLASS, 0);
    try (SparkSession spark = LoopFixture.spark("local-cluster[2,1,512]", SMALL)) {
      JavaSparkContext context = LoopFixture.context(spark);
      try (ShardSet shards =
          new ShardBuilder(4, LoopFixture.SEED, 2)
              .build(SmallHeapTest.rows(spark, ROWS, COLUMNS))) {
        assertThat(shards.storedBytes()).isGreaterThan(4L * ROWS * COLUMNS * 9 / 10);
        float[] expected = LoopFixture.fitted(shards, network, training);
        Heard heard = new Heard();
        LockstepLoop loop =
            new LockstepLoop(
                context,
                shards,
                network,
                training,
                "test",
                Recovery.of(context.getConf()).withRelaunches(1).withFaults("kill@rank1:step20"));
        assertThat(loop.run(FIT, heard).best().parameters()).isEqualTo(expected);
        assertThat(heard.events()).anyMatch(event -> event.startsWith("attempt 1 failed: rank 1"));
      }
    }
  }
}
