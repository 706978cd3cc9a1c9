package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.LoopFixture;
import org.lockstep.driver.run.Failures;

class LoopsTest {
  private static final Path QUICKSTART = Path.of("../conf/quickstart.conf");

  @Test
  void whereNoBarrierStageFitsTheRoundLoopSaysSoAndThatItDoesNotCompress() {
    SparkSession spark = LoopFixture.spark("local[1]");
    try (ShardSet shards =
        new ShardBuilder(4, 1, 2).build(LoopFixture.rows(spark, 60, LoopFixture.INPUTS, 8, 2))) {
      assertThat(words(spark, shards))
          .startsWith("round: it needs 2 slots at once. Received: 1 slot")
          .doesNotContain("compress");
      assertThat(words(spark, shards, "training.compression=bf16"))
          .startsWith("round: it needs 2 slots at once. Received: 1 slot")
          .endsWith(
              "; gradients travel exact, since only ranks in step compress (training.compression)");
    } finally {
      spark.stop();
    }
  }

  @Test
  void aJobThatInsistsOnABarrierStageIsRefusedWithTheNumbers() {
    SparkSession spark = LoopFixture.spark("local[1]", Map.of("spark.lockstep.startSeconds", "1"));
    try (ShardSet shards =
        new ShardBuilder(4, 1, 2).build(LoopFixture.rows(spark, 60, LoopFixture.INPUTS, 8, 2))) {
      assertThatThrownBy(() -> words(spark, shards, "training.loop=lockstep"))
          .hasMessageStartingWith(
              "training.loop must be auto or round where no barrier stage can run: it needs 2 slots"
                  + " at once. Received: 1 slots: 1 executor, ")
          .hasMessageEndingWith("after 1 s")
          .satisfies(thrown -> assertThat(Failures.of(thrown).exitCode().number()).isEqualTo(78));
    } finally {
      spark.stop();
    }
  }

  @Test
  void shardsAreCutForTheSlotsThatThereAreWhateverSparksParallelismSays() {
    SparkSession spark = LoopFixture.spark("local[1]", Map.of("spark.default.parallelism", "7"));
    try {
      assertThat(spark.sparkContext().defaultParallelism()).isEqualTo(7);
      assertThat(PreparedData.slots(spark)).isEqualTo(1);
    } finally {
      spark.stop();
    }
  }

  private static String words(SparkSession spark, ShardSet shards, String... overrides) {
    JobSpec job = JobReader.read(QUICKSTART, List.of(overrides));
    return Loops.choose(spark, shards, LoopFixture.network(LoopFixture.INPUTS), job, "test")
        .words();
  }
}
