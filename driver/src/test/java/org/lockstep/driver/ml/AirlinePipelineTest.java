package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.CountVectorizer;
import org.apache.spark.ml.feature.IDF;
import org.apache.spark.ml.feature.RegexTokenizer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark's own text stages before the classifier, tuned on the real tweets, saved and read again.
 */
@EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
@Tag("long-training")
class AirlinePipelineTest {
  @TempDir private Path folder;

  @Test
  void aTunedPipelineOutlivesItsJvmAndItsPartitions() throws Exception {
    Path rowsFile = folder.resolve("rows");
    Path saved = folder.resolve("saved");
    List<String> here;
    try (SparkSession spark = MlFixture.spark()) {
      Dataset<Row> tweets = tweets(spark).cache();
      LockstepClassifier classifier =
          new LockstepClassifier().setBatchSize(512).setMaxIter(6).setSeed(1);
      Pipeline pipeline =
          new Pipeline()
              .setStages(
                  new PipelineStage[] {
                    new StringIndexer().setInputCol("airline_sentiment").setOutputCol("label"),
                    new RegexTokenizer()
                        .setInputCol("text")
                        .setOutputCol("words")
                        .setPattern("\\W+"),
                    new CountVectorizer()
                        .setInputCol("words")
                        .setOutputCol("counts")
                        .setVocabSize(5000),
                    new IDF().setInputCol("counts").setOutputCol("features"),
                    classifier
                  });
      ParamMap[] grid =
          new ParamGridBuilder().addGrid(classifier.stepSize(), new double[] {1e-5, 0.003}).build();
      CrossValidatorModel tuned =
          new CrossValidator()
              .setEstimator(pipeline)
              .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("f1"))
              .setEstimatorParamMaps(grid)
              .setNumFolds(3)
              .setParallelism(2)
              .setSeed(1)
              .fit(tweets);
      assertThat(tuned.avgMetrics()[1]).isGreaterThan(0.7).isGreaterThan(tuned.avgMetrics()[0]);
      PipelineModel best = (PipelineModel) tuned.bestModel();
      best.write().save(saved.toString());
      tweets.write().parquet(rowsFile.toString());
      here = SavedPipeline.said(best, spark.read().parquet(rowsFile.toString()));

      Dataset<Row> vectors = best.transform(tweets).select("label", "features").cache();
      List<String> models = new ArrayList<>();
      for (int partitions : new int[] {1, 2, 4}) {
        models.add(classifier.setMaxIter(2).fit(vectors.repartition(partitions)).sha256());
      }
      assertThat(models).containsOnly(models.get(0));
    }
    assertThat(elsewhere(saved, rowsFile)).isEqualTo(here).hasSizeGreaterThan(14_000);
  }

  private static Dataset<Row> tweets(SparkSession spark) {
    return spark
        .read()
        .option("header", "true")
        .option("multiLine", "true")
        .option("escape", "\"")
        .csv(Path.of(System.getenv("LOCKSTEP_DATA"), "Tweets.csv").toString())
        .select("airline_sentiment", "text")
        .filter(col("text").isNotNull());
  }

  /** What a new JVM says of the rows. */
  private List<String> elsewhere(Path saved, Path rows) throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            SavedPipeline.class.getName(),
            saved.toString(),
            rows.toString(),
            said.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(said);
  }
}
