package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.driver.job.JobException;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.network.NetworkSpec;

class NetworkFitTest {
  private static final String FIRST =
      "network.layers=[{type = dropout, rate = 0.1}, {type = batch_normalization}]";
  private static SparkSession spark;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", "target/spark-warehouse")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void aNetworkThatFitsIsMadeForTheData() {
    try (ShardSet shards = shards(24, false)) {
      assertThat(fit("training.batchSize=8", shards).summary())
          .isEqualTo("5 → dropout 0.1 → batch normalization → 10 softmax, 80 parameters");
    }
  }

  @Test
  void partsTooSmallToNormalizeAreAnErrorOfTheJob() {
    try (ShardSet shards = shards(26, false)) {
      assertThatThrownBy(() -> fit("training.batchSize=7", shards))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("training.batchSize must be >= 8, 2 rows for the batch");
      assertThatThrownBy(() -> fit("training.batchSize=8", shards))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("26 training rows leave 2. Received: 8");
    }
  }

  @Test
  void aLayerThatWouldFillSparseRowsIsAnErrorOfTheJob() {
    try (ShardSet shards = shards(24, true)) {
      assertThatThrownBy(() -> fit("training.batchSize=8", shards))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("network.layers must begin with a dense one")
          .hasMessageContaining("Received: batch_normalization");
    }
  }

  private static NetworkSpec fit(String override, ShardSet shards) {
    JobSpec job = job(FIRST, override);
    NetworkSpec network = job.network().spec(shards.inputs(), job.data().outcome(), 10, List.of());
    return NetworkFit.require(job, network, shards, new SuitableTargets(shards));
  }

  private static JobSpec job(String... overrides) {
    List<String> all = new ArrayList<>(List.of("training.workers=4"));
    all.addAll(Arrays.asList(overrides));
    return JobReader.read(Path.of("..", "conf", "digits.conf"), all);
  }

  private static ShardSet shards(int count, boolean sparse) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Vector features =
          sparse
              ? Vectors.sparse(5, new int[] {i % 5}, new double[] {1})
              : Vectors.dense(i, 1, 2, 3, 4);
      rows.add(RowFactory.create(features, (double) (i % 10), 1.0, (long) i, 1L, "train"));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("target", DataTypes.DoubleType)
            .add("weight", DataTypes.DoubleType)
            .add("hash_high", DataTypes.LongType)
            .add("hash_low", DataTypes.LongType)
            .add("split", DataTypes.StringType);
    return new ShardBuilder(4, 1, 1).build(spark.createDataFrame(rows, schema));
  }
}
