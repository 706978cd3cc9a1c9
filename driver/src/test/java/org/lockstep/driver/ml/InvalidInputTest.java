package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spark's MLTestingUtils and ProbabilisticClassifierSuite call invalid: each stops a fit with
 * a sentence that says what came. One row of 60 is wrong.
 */
class InvalidInputTest {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  /** True for one row. */
  private static Column wrong;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    rows = MlFixture.flowers(spark, 60).withColumn("set", array(col("label"))).cache();
    Vector first = rows.select("features").first().getAs(0);
    UDF1<Vector, Boolean> same = given -> given.equals(first);
    wrong = udf(same, DataTypes.BooleanType).apply(col("features"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static List<Estimator<?>> estimators() {
    return List.of(
        new LockstepClassifier().setMaxIter(1),
        new LockstepRegressor().setMaxIter(1),
        new LockstepMultiLabelClassifier().setMaxIter(1).setLabelCol("set"),
        new LockstepAutoencoder().setMaxIter(1).setHiddenUnits(new int[] {2}));
  }

  private static Dataset<Row> withFeatures(Vector vector) {
    UDF1<Vector, Vector> other = given -> vector;
    return rows.withColumn(
        "features",
        when(wrong, udf(other, SQLDataTypes.VectorType()).apply(col("features")))
            .otherwise(col("features")));
  }

  private static void refused(Estimator<?> estimator, Dataset<Row> data, String... words) {
    assertThatThrownBy(() -> estimator.fit(data))
        .as(estimator.getClass().getSimpleName())
        .satisfies(
            failure -> {
              StringBuilder all = new StringBuilder();
              for (Throwable each = failure; each != null; each = each.getCause()) {
                all.append(each.getMessage()).append('\n');
              }
              for (String word : words) {
                assertThat(all.toString()).containsIgnoringCase(word);
              }
            });
  }

  @Test
  void numbersThatAreNoneInVectorsAreRefused() {
    for (Estimator<?> estimator : estimators()) {
      refused(
          estimator, withFeatures(Vectors.dense(1, Double.NaN, 0, 0)), "NaN or Infinity", "NaN");
      refused(
          estimator,
          withFeatures(Vectors.sparse(4, new int[] {2}, new double[] {Double.NEGATIVE_INFINITY})),
          "NaN or Infinity",
          "-Infinity");
      refused(estimator, withFeatures(null), "vector", "null");
    }
  }

  @Test
  void vectorsOfSeveralSizesAreRefused() {
    for (Estimator<?> estimator : estimators()) {
      refused(estimator, withFeatures(Vectors.dense(1, 2, 3)), "3", "4", "Received");
      refused(estimator, withFeatures(Vectors.dense(1, 2, 3, 4, 5)), "5", "4", "Received");
    }
  }

  @Test
  void anEmptyDatasetIsRefused() {
    for (Estimator<?> estimator : estimators()) {
      boolean sparks = estimator instanceof LockstepClassifier;
      refused(estimator, rows.limit(0), sparks ? "empty dataset" : "at least one row to train on");
    }
  }

  @Test
  void weightsThatAreNoneAreRefused() {
    List<Estimator<?>> weighted =
        List.of(
            new LockstepClassifier().setMaxIter(1).setWeightCol("weight"),
            new LockstepRegressor().setMaxIter(1).setWeightCol("weight"),
            new LockstepMultiLabelClassifier()
                .setMaxIter(1)
                .setLabelCol("set")
                .setWeightCol("weight"));
    for (Estimator<?> estimator : weighted) {
      refused(estimator, changed("weight", lit(-0.5)), "Weights", "Negative", "-0.5");
      refused(estimator, changed("weight", lit(Double.NaN)), "Weights", "NaN");
      refused(estimator, changed("weight", lit(Double.POSITIVE_INFINITY)), "Weights", "Infinity");
      refused(estimator, changed("weight", lit(null)), "Weights", "Null");
    }
  }

  private static Dataset<Row> changed(String column, Column to) {
    return rows.withColumn(column, when(wrong, to).otherwise(col(column)));
  }

  @Test
  void labelsThatAreNoneAreRefused() {
    LockstepClassifier classes = new LockstepClassifier().setMaxIter(1);
    refused(classes, changed("label", lit(null)), "Labels", "Null");
    refused(classes, changed("label", lit(Double.NaN)), "Labels", "NaN");
    refused(classes, changed("label", lit(0.5)), "Labels", "Integers", "0.5");
    refused(classes, changed("label", lit(-1.0)), "Labels", "-1.0");
    refused(classes, changed("label", lit(2e9)), "2.0E9");
    LockstepClassifier three = classes.copy(ParamMap.empty());
    refused(three.setLayers(new int[] {4, 3}), changed("label", lit(3.0)), "[0, 3)", "3.0");
    LockstepRegressor number = new LockstepRegressor().setMaxIter(1);
    refused(number, changed("label", lit(null)), "Labels", "Null");
    refused(number, changed("label", lit(Double.NaN)), "Labels", "NaN");
    refused(number, changed("label", lit(Double.POSITIVE_INFINITY)), "Labels", "Infinity");
    refused(
        number.setLoss("poisson"),
        changed("label", lit(-1.0)),
        "loss.type must suit the rows: targets must be >= 0 for the poisson loss. Received: -1.0",
        "train rows of worker");
  }

  @Test
  void labelSetsThatAreNoneAreRefused() {
    LockstepMultiLabelClassifier sets =
        new LockstepMultiLabelClassifier().setMaxIter(1).setLabelCol("set");
    String rule = "labels must be whole numbers from 0 to 2. Received: ";
    refused(sets, changed("set", array(lit(0.5))), rule + "0.5");
    refused(sets, changed("set", array(lit(-1.0))), rule + "-1.0");
    refused(sets, changed("set", array(lit(Double.NaN))), rule + "NaN");
    refused(sets, changed("set", array(lit(null).cast("double"))), rule + "null");
    refused(
        sets, changed("set", lit(null)), "labels must be an array in every row. Received: null");
    Dataset<Row> vectors = rows.withColumn("set", col("features"));
    refused(sets, vectors, "labels must be a vector of 0 and 1. Received: ");
    UDF1<Vector, Vector> none = given -> null;
    UDF1<Vector, Vector> ones = given -> Vectors.dense(1, 0, 1);
    Column one = udf(ones, SQLDataTypes.VectorType()).apply(col("features"));
    Column missing = udf(none, SQLDataTypes.VectorType()).apply(col("features"));
    refused(
        sets,
        rows.withColumn("set", when(wrong, missing).otherwise(one)),
        "labelCol must hold a vector in every row. Received: null (column set)");
    refused(
        sets,
        rows.withColumn("set", when(wrong, one).otherwise(missing)),
        "labels must be a vector in every row. Received: null");
  }

  /** One wrong number would otherwise take an array of as many bytes. */
  @Test
  void aHugeLabelNumberIsRefusedBeforeItCostsMemory() {
    LockstepMultiLabelClassifier sets =
        new LockstepMultiLabelClassifier().setMaxIter(1).setLabelCol("set");
    String rule =
        "labels must be less than 10,000 where numLabels does not say how many there are.";
    refused(sets, changed("set", array(lit(2e9))), rule + " Received: 2,000,000,000");
    refused(sets, changed("set", array(lit(1e300))), rule);
    refused(sets, changed("set", array(lit(10_000.0))), rule + " Received: 10,000");
    refused(
        sets.copy(ParamMap.empty()).setNumLabels(3),
        changed("set", array(lit(2e9))),
        "numLabels must be the number of labels, at least 2,000,000,001. Received: 3");
    Dataset<Row> many = changed("set", array(lit(9_999.0)));
    assertThat(sets.fit(many).labelCount()).isEqualTo(10_000);
    assertThat(
            sets.copy(ParamMap.empty())
                .setNumLabels(10_001)
                .fit(changed("set", array(lit(10_000.0))))
                .labelCount())
        .isEqualTo(10_001);
  }

  @Test
  void whatIsThereIsReplacedOnlyWhereThatIsSaid() throws Exception {
    int number = 0;
    for (Estimator<?> estimator : estimators()) {
      for (Object each : List.of(estimator, estimator.fit(rows))) {
        String path = folder.resolve("saved-" + number++).toString();
        MLWritable writable = (MLWritable) each;
        writable.write().save(path);
        assertThatThrownBy(() -> writable.write().save(path))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("already exists");
        writable.write().overwrite().save(path);
      }
    }
    LockstepClassificationModel first = new LockstepClassifier().setMaxIter(1).fit(rows);
    LockstepClassificationModel second = new LockstepClassifier().setMaxIter(2).fit(rows);
    String path = folder.resolve("replaced").toString();
    first.write().save(path);
    second.write().overwrite().save(path);
    assertThat(LockstepClassificationModel.load(path).sha256())
        .isEqualTo(second.sha256())
        .isNotEqualTo(first.sha256());
  }
}
