package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole pipeline over a stream says what it says over the same rows at once. */
class StreamedPipelineTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 180)
          .mapToObj(
              i ->
                  i % 40 == 0
                      ? ""
                      : "the plane number " + i + (i % 3 == 0 ? " was late" : " had a great crew"))
          .toList();

  private static SparkSession spark;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static PipelineModel fitted() {
    Dataset<Row> texts =
        spark
            .createDataset(TEXTS, Encoders.STRING())
            .toDF("value")
            .withColumn("label", when(col("value").contains("late"), lit(1.0)).otherwise(lit(0.0)));
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new Tokenizer().setInputCol("value").setOutputCol("words"),
              new HashingTF().setInputCol("words").setOutputCol("counts").setNumFeatures(512),
              new IDF().setInputCol("counts").setOutputCol("features"),
              new LockstepClassifier()
                  .setHiddenUnits(new int[] {6})
                  .setStepSize(0.05)
                  .setMaxIter(10)
            })
        .fit(texts);
  }

  @Test
  void aStreamGetsTheBatchsPredictions() throws Exception {
    PipelineModel model = fitted();
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int file = 0; file < 3; file++) {
      Files.write(in.resolve(file + ".txt"), TEXTS.subList(60 * file, 60 * file + 60));
    }
    List<String> streamed = new ArrayList<>();
    StreamingQuery query =
        model
            .transform(spark.readStream().option("maxFilesPerTrigger", 1).text(in.toString()))
            .select("value", "prediction", "probability", "rawPrediction")
            .writeStream()
            .foreachBatch(
                (VoidFunction2<Dataset<Row>, Long>)
                    (batch, id) -> streamed.addAll(lines(batch.collectAsList())))
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .trigger(Trigger.AvailableNow())
            .start();
    assertThat(query.awaitTermination(120_000)).isTrue();
    assertThat(query.recentProgress().length).isGreaterThanOrEqualTo(3);
    List<String> atOnce =
        lines(
            model
                .transform(spark.read().text(in.toString()))
                .select("value", "prediction", "probability", "rawPrediction")
                .collectAsList());
    assertThat(streamed).containsExactlyInAnyOrderElementsOf(atOnce).hasSize(TEXTS.size());
    assertThat(atOnce.stream().filter(line -> line.contains(",1.0,")).count()).isBetween(40L, 70L);
  }

  /** Vectors print their doubles in full. */
  private static List<String> lines(List<Row> rows) {
    return rows.stream().map(Row::toString).toList();
  }
}
