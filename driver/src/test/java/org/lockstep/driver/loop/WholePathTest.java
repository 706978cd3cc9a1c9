package org.lockstep.driver.loop;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.datasets.shard.Fingerprints;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Presets;
import org.lockstep.datasets.source.SourceName;
import org.lockstep.datasets.source.Sources;
import org.lockstep.datasets.split.SplitSpec;
import org.lockstep.datasets.split.StratifiedSplit;
import org.lockstep.datasets.text.TfIdfEstimator;
import org.lockstep.datasets.text.TfIdfModel;
import org.lockstep.trainer.fit.TrainingRun;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.training.TrainingSpec;

/** From generated tweets to trained weights, everything that Kryo meets being registered. */
class WholePathTest {
  private static SparkSession spark;

  @TempDir Path empty;

  @BeforeAll
  static void start() {
    spark = LoopFixture.spark("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void everyStageHasTheSameBitsWhateverThePartitions() {
    assertThat(spark.sparkContext().getConf().get("spark.kryo.registrationRequired"))
        .isEqualTo("true");
    Outcome one = run(1, 1);
    for (Outcome other : List.of(run(3, 2), run(7, 3))) {
      assertThat(other.stages()).isEqualTo(one.stages());
      assertThat(other.weights()).isEqualTo(one.weights());
    }
  }

  private record Outcome(List<String> stages, float[] weights) {}

  private Outcome run(int partitions, int slots) {
    DataSpec data =
        Presets.of(SourceName.AIRLINE, Optional.empty())
            .withWhenMissing(DataSpec.WhenMissing.GENERATE)
            .withPartitions(partitions);
    LookUp nowhere = new LookUp(Optional.empty(), empty, empty);
    try (Examples examples = Sources.open(spark, data, nowhere)) {
      Dataset<Row> rows =
          StratifiedSplit.assign(
              examples.rows(), examples.labels(), SplitSpec.standard(), LoopFixture.SEED);
      TfIdfModel features =
          new TfIdfEstimator(TextSpec.defaults().withMaxTerms(500))
              .fit(rows.filter(col("split").equalTo("train")));
      Dataset<Row> ready =
          features
              .transform(rows)
              .withColumn(ShardColumns.TARGET, ShardColumns.classIndex("label", examples.labels()));
      NetworkSpec network = LoopFixture.network(500);
      TrainingSpec training = LoopFixture.training(4, 512);
      try (ShardSet shards = new ShardBuilder(4, LoopFixture.SEED, slots).build(ready);
          RoundLoop loop =
              new RoundLoop(LoopFixture.context(spark), shards, network, training, "test")) {
        List<String> stages =
            List.of(
                Fingerprints.of(rows).toString(),
                features.fingerprint(),
                Fingerprints.shards(shards));
        float[] weights =
            new TrainingRun(network, training, loop, (record, parameters) -> {}).fit().parameters();
        return new Outcome(stages, weights);
      }
    }
  }
}
