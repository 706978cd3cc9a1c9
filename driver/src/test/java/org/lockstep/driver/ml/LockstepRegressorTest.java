package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.ml.param.MultiLabelColumns;

/** The regressor and the multi-label classifier: what they do not share with the classifier. */
class LockstepRegressorTest {
  private static SparkSession spark;

  /** {@code y} = 2·x₁ − x₂ + 0.5; {@code set}: which of x₁, x₂, x₃ are above 0. */
  private static Dataset<Row> rows;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    UDF1<Vector, Double> line = x -> 2 * x.apply(0) - x.apply(1) + 0.5;
    UDF1<Vector, Vector> signs =
        x -> Vectors.dense(Arrays.stream(x.toArray()).limit(3).map(v -> v > 0 ? 1 : 0).toArray());
    UDF1<Vector, double[]> set = LockstepRegressorTest::positives;
    Dataset<Row> flowers = MlFixture.flowers(spark, 120);
    rows =
        flowers
            .withColumn("y", functions.udf(line, DataTypes.DoubleType).apply(col("features")))
            .withColumn(
                "signs", functions.udf(signs, SQLDataTypes.VectorType()).apply(col("features")))
            .withColumn(
                "set", functions.udf(set, MultiLabelColumns.PREDICTION).apply(col("features")))
            .cache();
  }

  private static double[] positives(Vector x) {
    return IntStream.range(0, 3).filter(k -> x.apply(k) > 0).asDoubleStream().toArray();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LockstepRegressor line() {
    return new LockstepRegressor()
        .setLabelCol("y")
        .setHiddenUnits(new int[0])
        .setStepSize(0.05)
        .setMaxIter(60);
  }

  private static LockstepMultiLabelClassifier signs() {
    return new LockstepMultiLabelClassifier()
        .setLabelCol("set")
        .setHiddenUnits(new int[] {8})
        .setStepSize(0.05)
        .setMaxIter(40);
  }

  @Test
  void aLinearNetworkFindsTheLine() throws Exception {
    LockstepRegressor estimator = line();
    LockstepRegressionModel model = estimator.fit(rows);
    assertThat(model.evaluate(rows).rootMeanSquaredError()).isLessThan(0.01);
    assertThat(model.evaluate(rows).r2()).isGreaterThan(0.99);
    assertThat(model.predict(Vectors.dense(0.25, 0.25, 0, 0))).isCloseTo(0.75, within(0.05));
    for (Row row : model.transform(rows).select("features", "prediction").collectAsList()) {
      assertThat(model.predict(row.<Vector>getAs(0))).isEqualTo(row.getDouble(1));
    }
    SparkRules.checkParams(estimator);
    SparkRules.checkParams(model);
    SparkRules.checkCopies(estimator, model);
    estimator.write().save(folder.resolve("estimator").toString());
    SparkRules.checkRead(estimator, LockstepRegressor.load(folder.resolve("estimator").toString()));
    model.write().save(folder.resolve("model").toString());
    LockstepRegressionModel read = LockstepRegressionModel.load(folder.resolve("model").toString());
    SparkRules.checkRead(model, read);
    assertThat(read.sha256()).isEqualTo(model.sha256());
    assertThat(estimator.estimateModelSize(rows)).isCloseTo(model.estimatedSize(), within(1_000L));
  }

  @Test
  void lossesWeightsAndBoundsAreRead() {
    String base = line().setMaxIter(2).fit(rows).sha256();
    assertThat(line().setMaxIter(2).setLoss("huber").setOptimizer("").fit(rows).sha256())
        .isNotEqualTo(line().setMaxIter(2).setLoss("mean_absolute_error").fit(rows).sha256());
    assertThat(line().setMaxIter(2).setWeightCol("weight").fit(rows).sha256()).isNotEqualTo(base);
    LockstepRegressionModel bounded =
        line()
            .setSettings("network.output { lower = 0, upper = 1 }")
            .fit(
                rows.withColumn(
                    "y",
                    functions.greatest(
                        functions.lit(0.0), functions.least(functions.lit(1.0), col("y")))));
    double[] predictions =
        bounded.transform(rows).select("prediction").collectAsList().stream()
            .mapToDouble(row -> row.getDouble(0))
            .toArray();
    assertThat(Arrays.stream(predictions).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    assertThat(Arrays.stream(predictions).max().orElseThrow()).isLessThanOrEqualTo(1);
    assertThatThrownBy(() -> line().setClassWeight("balanced").fit(rows))
        .hasMessageContaining("classWeight must be none where a number is predicted");
    assertThatThrownBy(() -> line().setLayers(new int[] {4, 2}).fit(rows))
        .hasMessageContaining("layers must end with 1");
    assertThatThrownBy(() -> line().setLoss("focal").fit(rows)).hasMessageContaining("loss");
  }

  @Test
  void severalLabelsAreFoundFromSetsAndFromVectors() throws Exception {
    LockstepMultiLabelClassifier estimator = signs();
    LockstepMultiLabelModel model = estimator.fit(rows);
    assertThat(model.labelCount()).isEqualTo(3);
    LockstepMultiLabelSummary scores = model.evaluate(rows);
    assertThat(scores.hammingLoss()).isLessThan(0.1);
    assertThat(scores.microF1()).isGreaterThan(0.9);
    assertThat(scores.subsetAccuracy()).isGreaterThan(0.7);
    Dataset<Row> some = rows.filter(functions.size(col("set")).gt(0));
    assertThat(model.evaluate(some).accuracy()).isGreaterThan(0.9);
    LockstepMultiLabelModel ofVectors = signs().setLabelCol("signs").fit(rows);
    assertThat(ofVectors.sha256()).isEqualTo(model.sha256());
    assertThat(ofVectors.evaluate(rows).hammingLoss()).isEqualTo(scores.hammingLoss());
    for (Row row :
        model
            .transform(rows)
            .select("features", "rawPrediction", "probability", "prediction")
            .collectAsList()) {
      Vector features = row.getAs(0);
      assertThat(model.predictRaw(features)).isEqualTo(row.getAs(1));
      assertThat(model.predictProbability(features)).isEqualTo(row.getAs(2));
      assertThat(row.<Double>getList(3))
          .containsExactlyElementsOf(Arrays.stream(model.predict(features)).boxed().toList());
    }
    SparkRules.checkParams(estimator);
    SparkRules.checkParams(model);
    SparkRules.checkCopies(estimator, model);
    estimator.write().save(folder.resolve("sets").toString());
    SparkRules.checkRead(
        estimator, LockstepMultiLabelClassifier.load(folder.resolve("sets").toString()));
    model.write().save(folder.resolve("model").toString());
    LockstepMultiLabelModel read = LockstepMultiLabelModel.load(folder.resolve("model").toString());
    SparkRules.checkRead(model, read);
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(estimator.estimateModelSize(rows)).isCloseTo(model.estimatedSize(), within(1_000L));
  }

  @Test
  void thresholdsColumnsAndClassWeightsOfLabelsAreRead() {
    LockstepMultiLabelModel model = signs().setMaxIter(5).fit(rows);
    Vector first = rows.first().getAs("features");
    assertThat(model.setThresholds(new double[] {1e-6, 1e-6, 1e-6}).predict(first))
        .containsExactly(0, 1, 2);
    assertThat(model.setThresholds(new double[] {0.999999, 1e-6, 0.999999}).predict(first))
        .containsExactly(1);
    assertThat(model.model().thresholds().values()).containsExactly(0.999999, 1e-6, 0.999999);
    assertThatThrownBy(() -> model.setThresholds(new double[] {0.5}).transform(rows))
        .hasMessageContaining("thresholds must be one a label, 3");
    assertThat(
            signs()
                .setMaxIter(5)
                .fit(rows)
                .setProbabilityCol("")
                .setRawPredictionCol("")
                .transform(rows.select("features"))
                .columns())
        .containsExactly("features", "prediction");
    assertThat(signs().setMaxIter(5).setClassWeight("balanced").fit(rows).sha256())
        .isNotEqualTo(signs().setMaxIter(5).fit(rows).sha256());
    assertThat(signs().setMaxIter(1).setNumLabels(5).fit(rows).labelCount()).isEqualTo(5);
    assertThatThrownBy(() -> signs().setNumLabels(2).fit(rows))
        .hasMessageContaining("numLabels must be the number of labels, at least 3");
    assertThatThrownBy(() -> signs().setLabelCol("y").fit(rows))
        .hasMessageContaining("labelCol must be an array of label numbers");
    assertThatThrownBy(() -> signs().setPredictionCol("y").fit(rows))
        .hasMessageContaining("predictionCol must be a new column");
  }
}
