package org.lockstep.driver.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.loop.SparkSettings;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.TokenKinds;

/** Models as columns, under the settings of our own jobs: Kryo with registration required. */
class FrameScorerTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 200)
          .mapToObj(
              i ->
                  i % 50 == 0
                      ? ""
                      : "the plane " + i + (i % 3 == 0 ? " was late :(" : " great crew!"))
          .toList();

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("scoring")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.enabled", "false")
            .set("spark.sql.shuffle.partitions", "2")
            .set("spark.sql.warehouse.dir", "target/spark-warehouse");
    spark = SparkSession.builder().config(SparkSettings.fill(conf)).getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Model model() {
    return SmallModels.text(TextSpec.defaults().withTokens(TokenKinds.all()));
  }

  @Test
  void textsGetTheScorersNumbersToTheBit() {
    Model model = model();
    Dataset<Row> rows = spark.createDataset(TEXTS, Encoders.STRING()).toDF("text").repartition(3);
    try (FrameScorer scorer = new FrameScorer(spark, model)) {
      List<Row> scored = rows.withColumn("prediction", scorer.ofText(col("text"))).collectAsList();
      assertThat(scored).hasSize(TEXTS.size());
      Scorer plain = new Scorer(model);
      for (Row row : scored) {
        assertSame(row.getStruct(1), plain.predict(row.getString(0)));
      }
      assertThatThrownBy(scorer::ofTable)
          .hasMessage("rows must be of the model's kind, TEXT. Received: TABLE");
      Row missing =
          spark
              .sql("select cast(null as string) as text")
              .select(scorer.ofText(col("text")))
              .first();
      assertThat(missing.isNullAt(0)).isTrue();
    }
  }

  @Test
  void vectorsAreScoredAsTheirFeatures() {
    Model model = model();
    List<Row> rows = new ArrayList<>();
    for (String text : TEXTS.subList(0, 20)) {
      SparseRow features = ((TfIdf) model.features()).transform(text);
      double[] values = new double[features.values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = features.values()[i];
      }
      var sparse = Vectors.sparse(features.columns(), features.indices(), values);
      rows.add(RowFactory.create(text, sparse, sparse.toDense()));
    }
    StructType schema =
        new StructType()
            .add("text", DataTypes.StringType)
            .add("sparse", SQLDataTypes.VectorType())
            .add("dense", SQLDataTypes.VectorType());
    try (FrameScorer scorer = new FrameScorer(spark, model)) {
      List<Row> scored =
          spark
              .createDataFrame(rows, schema)
              .select(col("text"), scorer.ofVector(col("sparse")), scorer.ofVector(col("dense")))
              .collectAsList();
      Scorer plain = new Scorer(model);
      for (Row row : scored) {
        Prediction expected = plain.predict(row.getString(0));
        assertSame(row.getStruct(1), expected);
        assertSame(row.getStruct(2), expected);
      }
    }
  }

  @Test
  void tableRowsAreReadByTheirColumnsNames() {
    Model model = SmallModels.table();
    StructType schema =
        new StructType()
            .add("ki`nd", DataTypes.StringType)
            .add("more", DataTypes.StringType)
            .add("a.ge", DataTypes.IntegerType);
    List<Row> rows =
        List.of(RowFactory.create("flat", "x", 12), RowFactory.create("house", "y", -3));
    try (FrameScorer scorer = new FrameScorer(spark, model)) {
      List<Row> scored =
          spark.createDataFrame(rows, schema).select(scorer.ofTable()).collectAsList();
      Scorer plain = new Scorer(model);
      assertSame(
          scored.get(0).getStruct(0), plain.predict(new double[] {12}, new String[] {"flat"}));
      assertSame(
          scored.get(1).getStruct(0), plain.predict(new double[] {-3}, new String[] {"house"}));
      assertThat(scored.get(0).getStruct(0).isNullAt(0)).isTrue();
    }
  }

  @Test
  void aStreamIsScoredAsItArrives() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.write(in.resolve("1.txt"), TEXTS.subList(0, 60));
    Files.write(in.resolve("2.txt"), TEXTS.subList(60, 120));
    Model model = model();
    try (FrameScorer scorer = new FrameScorer(spark, model)) {
      List<Row> scored = new ArrayList<>();
      StreamingQuery query =
          spark
              .readStream()
              .option("maxFilesPerTrigger", 1)
              .text(in.toString())
              .withColumn("prediction", scorer.ofText(col("value")))
              .writeStream()
              .foreachBatch(
                  (VoidFunction2<Dataset<Row>, Long>)
                      (batch, id) -> scored.addAll(batch.collectAsList()))
              .option("checkpointLocation", folder.resolve("checkpoint").toString())
              .trigger(Trigger.AvailableNow())
              .start();
      assertThat(query.awaitTermination(120_000)).isTrue();
      assertThat(scored).hasSize(120);
      assertThat(query.recentProgress().length).isGreaterThanOrEqualTo(2);
      Scorer plain = new Scorer(model);
      for (Row row : scored) {
        assertSame(row.getStruct(1), plain.predict(row.getString(0)));
      }
    }
  }

  private static void assertSame(Row received, Prediction expected) {
    assertThat(received.getString(0)).isEqualTo(expected.label().orElse(null));
    assertThat(received.getList(1)).isEqualTo(expected.labels());
    List<Double> outputs = expected.outputs().stream().map(Float::doubleValue).toList();
    assertThat(received.getList(2)).isEqualTo(outputs);
  }
}
