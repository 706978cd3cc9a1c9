package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** The loop itself waits for executors, then trains with those that came. */
  @Test
  void aJobThatInsistsOnABarrierStageGetsItWithTheSlotsThatThereAre() {
    SparkSession spark = LoopFixture.spark("local[1]", Map.of("spark.lockstep.startSeconds", "1"));
    try (ShardSet shards =
        new ShardBuilder(4, 1, 2).build(LoopFixture.rows(spark, 60, LoopFixture.INPUTS, 8, 2))) {
      assertThat(words(spark, shards, "training.loop=lockstep")).isEqualTo("lockstep");
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
