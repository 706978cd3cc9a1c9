package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
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

class SelfTrainingTest {
  private static SparkSession spark;

  /** 300 rows: a twentieth has labels to train on, a tenth labels to validate on. */
  private static Dataset<Row> rows;

  private static Dataset<Row> truth;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    Dataset<Row> all = MlFixture.flowers(spark, 300);
    UDF1<Vector, Integer> part = x -> Math.floorMod(x.hashCode(), 20);
    truth =
        all.withColumn("part", functions.udf(part, DataTypes.IntegerType).apply(col("features")))
            .cache();
    rows =
        truth
            .withColumn("held", col("part").isin(0, 1))
            .withColumn("label", when(col("part").leq(2), col("label")));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LockstepSelfTrainingClassifier estimator() {
    return new LockstepSelfTrainingClassifier()
        .setHiddenUnits(new int[] {6})
        .setStepSize(0.05)
        .setMaxIter(40)
        .setConfidence(0.9)
        .setRounds(2)
        .setValidationIndicatorCol("held");
  }

  @Test
  void roundsAreComparedWithTheTeacherAndTheBestIsKept() throws Exception {
    LockstepSelfTrainingClassifier estimator = estimator();
    LockstepClassificationModel model = estimator.fit(rows);
    List<SelfTrainingRound> rounds = model.summary().rounds();
    assertThat(rounds).hasSize(3);
    assertThat(rounds.get(0).pseudoLabels()).isZero();
    long unlabelled = rows.filter(col("label").isNull()).count();
    assertThat(rounds.get(1).pseudoLabels()).isBetween(unlabelled / 2, unlabelled);
    assertThat(rounds).filteredOn(SelfTrainingRound::kept).hasSize(1);
    double best =
        rounds.stream().mapToDouble(SelfTrainingRound::validationAccuracy).max().orElse(0);
    SelfTrainingRound kept =
        rounds.stream().filter(SelfTrainingRound::kept).findFirst().orElseThrow();
    assertThat(kept.validationAccuracy()).isEqualTo(best);
    // The teacher is what a classifier makes of the labelled rows alone.
    LockstepClassificationModel teacher =
        new LockstepClassifier()
            .setHiddenUnits(new int[] {6})
            .setStepSize(0.05)
            .setMaxIter(40)
            .setValidationIndicatorCol("held")
            .fit(rows.filter(col("label").isNotNull()));
    assertThat(rounds.get(0).validationAccuracy())
        .isEqualTo(teacher.evaluate(rows.filter(col("held"))).accuracy());
    assertThat(model.isSet(model.weightCol())).isFalse();
    assertThat(model.evaluate(truth.filter(col("part").gt(2))).accuracy()).isGreaterThan(0.9);
    SparkRules.checkParams(estimator);
    SparkRules.checkCopies(estimator, model);
    estimator.write().save(folder.resolve("estimator").toString());
    SparkRules.checkRead(
        estimator, LockstepSelfTrainingClassifier.load(folder.resolve("estimator").toString()));
  }

  @Test
  void confidenceAndWeightAreRead() {
    LockstepSelfTrainingClassifier one = estimator().setRounds(1).setMaxIter(20);
    one.clear(one.validationIndicatorCol());
    String base = one.fit(rows).sha256();
    assertThat(one.fit(rows).summary().rounds().get(1).kept()).isTrue();
    LockstepClassificationModel sure = one.setConfidence(1).fit(rows);
    assertThat(sure.summary().rounds().get(1).pseudoLabels()).isZero();
    // Without a row to add the student is its teacher.
    assertThat(sure.sha256())
        .isEqualTo(
            new LockstepClassifier()
                .setHiddenUnits(new int[] {6})
                .setStepSize(0.05)
                .setMaxIter(20)
                .fit(rows.filter(col("label").isNotNull()))
                .sha256());
    assertThat(one.setConfidence(0.9).setPseudoWeight(0.1).fit(rows).sha256()).isNotEqualTo(base);
    assertThatThrownBy(() -> one.setConfidence(1.5)).hasMessageContaining("confidence");
    assertThatThrownBy(
            () -> one.fit(rows.withColumn("label", lit(null).cast(DataTypes.DoubleType))))
        .hasMessageContaining("labelCol must hold a label in at least one row");
  }
}
