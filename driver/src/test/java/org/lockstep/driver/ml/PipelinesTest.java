package org.lockstep.driver.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;

/** The classifier among Spark's own stages and tuners. */
class PipelinesTest {
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

  /** The example of Spark's guide, with a file of the shape of its sample data. */
  @Test
  void theExampleOfThePerceptronRunsWithOneNameChangedAndIsAtLeastAsAccurate() throws Exception {
    Path file = folder.resolve("sample_multiclass_classification_data.txt");
    Files.writeString(file, MlFixture.libsvm(150, 7));
    Dataset<Row> data = spark.read().format("libsvm").load(file.toString());
    Dataset<Row>[] splits = data.randomSplit(new double[] {0.6, 0.4}, 1234L);
    Dataset<Row> train = splits[0];
    Dataset<Row> test = splits[1];
    int[] layers = new int[] {4, 5, 4, 3};

    MultilayerPerceptronClassifier theirs =
        new MultilayerPerceptronClassifier()
            .setLayers(layers)
            .setBlockSize(128)
            .setSeed(1234L)
            .setMaxIter(100);
    LockstepClassifier ours =
        new LockstepClassifier().setLayers(layers).setBlockSize(128).setSeed(1234L).setMaxIter(100);
    MultilayerPerceptronClassificationModel theirModel = theirs.fit(train);
    LockstepClassificationModel ourModel = ours.fit(train);

    MulticlassClassificationEvaluator accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy");
    double their = accuracy.evaluate(theirModel.transform(test).select("prediction", "label"));
    double our = accuracy.evaluate(ourModel.transform(test).select("prediction", "label"));
    assertThat(our).isGreaterThanOrEqualTo(their).isGreaterThan(0.9);

    assertThat(ReadmeExample.accuracy(spark, folder, file)).isEqualTo(our);

    // Its weights are ours in the same order: from there, without a step to speak of, its answers.
    LockstepClassificationModel taken =
        new LockstepClassifier()
            .setLayers(layers)
            .setInitialWeights(theirModel.weights())
            .setStepSize(1e-30)
            .setMaxIter(1)
            .fit(train);
    for (Row row : test.select("features").collectAsList()) {
      Vector features = row.getAs(0);
      assertThat(taken.predictProbability(features).toArray())
          .containsExactly(theirModel.predictProbability(features).toArray(), within(1e-5));
    }
  }

  /** Two barrier stages that want both slots must not wait for each other for ever. */
  @Test
  @Timeout(240)
  void tunersFitTwoAtOnceWhateverTheLoop() throws IOException {
    Dataset<Row> rows = MlFixture.flowers(spark, 90).repartition(3).cache();
    LockstepClassifier classifier =
        new LockstepClassifier().setMaxIter(8).setStepSize(0.05).setHiddenUnits(new int[] {6});
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.stepSize(), new double[] {1e-6, 0.05})
            .addGrid(
                classifier.hiddenUnits(),
                CollectionConverters.asScala(List.of(new int[] {3}, new int[] {6})))
            .build();
    String best = null;
    for (String loop : new String[] {"auto", "lockstep", "round"}) {
      CrossValidatorModel model =
          new CrossValidator()
              .setEstimator(classifier.setLoop(loop))
              .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
              .setEstimatorParamMaps(loop.equals("auto") ? grid : new ParamMap[] {grid[2], grid[3]})
              .setNumFolds(2)
              .setParallelism(2)
              .setSeed(3)
              .fit(rows);
      LockstepClassificationModel found = (LockstepClassificationModel) model.bestModel();
      if (best == null) {
        best = found.sha256();
        assertThat(found.getStepSize()).isEqualTo(0.05);
        assertThat(model.avgMetrics()).hasSize(4);
        model.write().save(folder.resolve("cv").toString());
        CrossValidatorModel read = CrossValidatorModel.load(folder.resolve("cv").toString());
        assertThat(((LockstepClassificationModel) read.bestModel()).sha256()).isEqualTo(best);
      }
      assertThat(found.sha256()).as(loop).isEqualTo(best);
    }
    LockstepClassificationModel held =
        (LockstepClassificationModel)
            new TrainValidationSplit()
                .setEstimator(classifier.setLoop("auto"))
                .setEvaluator(new MulticlassClassificationEvaluator())
                .setEstimatorParamMaps(grid)
                .setParallelism(2)
                .setSeed(3)
                .fit(rows)
                .bestModel();
    assertThat(held.getStepSize()).isEqualTo(0.05);
  }

  @Test
  void oneVsRestAndPipelinesHandOnWeightsAndNames() throws IOException {
    Dataset<Row> rows =
        MlFixture.flowers(spark, 90)
            .withColumn("name", functions.concat(functions.lit("kind "), functions.col("label")))
            .withColumnRenamed("features", "raw")
            .drop("label");
    LockstepClassifier classifier =
        new LockstepClassifier().setMaxIter(30).setStepSize(0.05).setHiddenUnits(new int[] {6});
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer()
                      .setInputCol("name")
                      .setOutputCol("label")
                      .setStringOrderType("alphabetDesc"),
                  new StandardScaler().setInputCol("raw").setOutputCol("features"),
                  classifier
                });
    PipelineModel model = pipeline.fit(rows);
    LockstepClassificationModel network = (LockstepClassificationModel) model.stages()[2];
    assertThat(network.labels()).containsExactly("kind 2.0", "kind 1.0", "kind 0.0");
    model.write().overwrite().save(folder.resolve("pipeline").toString());
    PipelineModel read = PipelineModel.load(folder.resolve("pipeline").toString());
    assertThat(read.transform(rows).select("probability", "prediction").collectAsList())
        .isEqualTo(model.transform(rows).select("probability", "prediction").collectAsList());

    Dataset<Row> indexed = model.transform(rows).select("features", "label", "weight");
    MulticlassClassificationEvaluator accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy");
    OneVsRest rest = new OneVsRest().setClassifier(classifier).setParallelism(2);
    Dataset<Row> plain = rest.fit(indexed).transform(indexed);
    assertThat(accuracy.evaluate(plain)).isGreaterThan(0.9);
    Dataset<Row> weighted =
        rest.setWeightCol("weight").setRawPredictionCol("raws").fit(indexed).transform(indexed);
    assertThat(weighted.select("raws").collectAsList())
        .isNotEqualTo(plain.select("rawPrediction").collectAsList());
  }
}
