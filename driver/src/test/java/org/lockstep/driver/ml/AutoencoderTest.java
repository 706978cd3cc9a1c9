package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.onnx.OnnxExport;
import org.lockstep.trainer.onnx.OnnxImport;

class AutoencoderTest {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    rows = MlFixture.flowers(spark, 90).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LockstepAutoencoder small() {
    return new LockstepAutoencoder()
        .setHiddenUnits(new int[] {3, 2})
        .setActivation("tanh")
        .setStepSize(0.02)
        .setMaxIter(20)
        .setReconstructionCol("again")
        .setErrorCol("error");
  }

  /** scikit-learn 1.2.1: PCA(8).fit(X) of X = digits / 16; mean((X − inverse)²). */
  @Test
  @EnabledIfEnvironmentVariable(named = "LOCKSTEP_DATA", matches = ".+")
  void oneLinearLayerComesNearPrincipalComponents() {
    double principal = 0.023913252936705112;
    List<Row> digits = new ArrayList<>();
    for (Row line :
        spark
            .read()
            .csv(Path.of(System.getenv("LOCKSTEP_DATA"), "digits.csv.gz").toString())
            .collectAsList()) {
      double[] pixels = new double[64];
      for (int k = 0; k < 64; k++) {
        pixels[k] = Double.parseDouble(line.getString(k)) / 16;
      }
      digits.add(RowFactory.create(Vectors.dense(pixels)));
    }
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType(), false);
    Dataset<Row> data = spark.createDataFrame(digits, schema).cache();
    LockstepAutoencoderModel model =
        new LockstepAutoencoder()
            .setHiddenUnits(new int[] {8})
            .setActivation("identity")
            .setStepSize(0.005)
            .setBatchSize(64)
            .setMaxIter(60)
            .setErrorCol("error")
            .fit(data);
    double error = model.transform(data).agg(avg("error")).first().getDouble(0);
    // No linear code of 8 numbers does better than principal components; 3% is what is left to
    // learn.
    assertThat(error).isBetween(principal * (1 - 1e-6), principal * 1.03);
  }

  @Test
  void codesAndErrorsAreThoseOfARowAlone() throws Exception {
    LockstepAutoencoder estimator = small();
    LockstepAutoencoderModel model = estimator.fit(rows);
    assertThat(model.network().summary()).contains("4 → 3", "→ 2", "→ 4");
    Dataset<Row> out = model.transform(rows).select("features", "code", "again", "error");
    for (Row row : out.collectAsList()) {
      Vector features = row.getAs(0);
      Vector code = row.getAs(1);
      assertThat(code.size()).isEqualTo(2);
      assertThat(model.encode(features)).isEqualTo(code);
      for (double each : code.toArray()) {
        assertThat(each).isBetween(-1.0, 1.0);
      }
      assertThat(model.reconstruct(features)).isEqualTo(row.getAs(2));
      assertThat(row.getDouble(3))
          .isCloseTo(Vectors.sqdist(features, row.getAs(2)) / 4, within(1e-12));
    }
    double[] objective = model.summary().objectiveHistory();
    assertThat(objective[objective.length - 1]).isLessThan(objective[0] / 2);
    SparkRules.checkParams(estimator);
    SparkRules.checkParams(model);
    SparkRules.checkCopies(estimator, model);
    estimator.write().save(folder.resolve("estimator").toString());
    SparkRules.checkRead(
        estimator, LockstepAutoencoder.load(folder.resolve("estimator").toString()));
    model.write().save(folder.resolve("model").toString());
    LockstepAutoencoderModel read =
        LockstepAutoencoderModel.load(folder.resolve("model").toString());
    SparkRules.checkRead(model, read);
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(estimator.estimateModelSize(rows)).isCloseTo(model.estimatedSize(), within(1_000L));
  }

  /** The encoder leaves Spark: the codes of transform, to the bit, and in ONNX's operators. */
  @Test
  void theEncoderStandsAloneInFilesScorersAndOnnx() throws Exception {
    for (String activation : List.of("tanh", "identity", "relu")) {
      LockstepAutoencoderModel model = small().setActivation(activation).setMaxIter(3).fit(rows);
      Path written = folder.resolve("encoder-" + activation);
      ModelFile.write(written, model.encoderModel());
      Scorer scorer = Scorer.open(written);
      assertThat(scorer.model().provenance()).containsEntry("encoderOf", model.sha256());
      for (Row row : model.transform(rows).select("features", "code").collectAsList()) {
        List<Float> numbers = scorer.predict(row.<Vector>getAs(0).toArray()).outputs();
        double[] code = row.<Vector>getAs(1).toArray();
        assertThat(numbers).hasSize(2);
        for (int k = 0; k < code.length; k++) {
          assertThat((double) numbers.get(k)).isEqualTo(code[k]);
        }
      }
      Path onnx = folder.resolve("encoder-" + activation + ".onnx");
      Files.write(onnx, OnnxExport.bytes(scorer.model(), OnnxExport.Input.FEATURES, "test"));
      Model again = OnnxImport.read(onnx, Optional.of(Task.REGRESSION), List.of());
      double[] first = rows.first().<Vector>getAs("features").toArray();
      assertThat(new Scorer(again).predict(first).outputs())
          .isEqualTo(scorer.predict(first).outputs());
    }
  }

  @Test
  void sparseRowsGiveTheBitsOfDenseOnes() {
    UDF1<Vector, Vector> sparse = Vector::toSparse;
    Dataset<Row> same =
        rows.withColumn(
            "features", functions.udf(sparse, SQLDataTypes.VectorType()).apply(col("features")));
    assertThat(small().setMaxIter(3).fit(same).sha256())
        .isEqualTo(small().setMaxIter(3).fit(rows).sha256());
  }

  @Test
  void anEncoderStandsBeforeAClassifierInAPipeline() {
    PipelineModel model =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  small(),
                  new LockstepClassifier()
                      .setFeaturesCol("code")
                      .setHiddenUnits(new int[] {4})
                      .setStepSize(0.05)
                      .setMaxIter(40)
                })
            .fit(rows);
    LockstepClassificationModel classifier = (LockstepClassificationModel) model.stages()[1];
    assertThat(classifier.numFeatures()).isEqualTo(2);
    assertThat(model.transform(rows).filter(col("prediction").equalTo(col("label"))).count())
        .isGreaterThan(75);
  }

  @Test
  void whatCannotBeAnAutoencoderIsRefused() {
    assertThatThrownBy(() -> small().setHiddenUnits(new int[0]).fit(rows))
        .hasMessageContaining("hiddenUnits must name the code's size");
    assertThatThrownBy(() -> small().setLayers(new int[] {4, 2, 4}).fit(rows))
        .hasMessageContaining("layers must be left out");
    assertThatThrownBy(() -> small().setBatchNormalization(true).fit(rows))
        .hasMessageContaining("batchNormalization must be false");
    assertThatThrownBy(() -> small().setOutputCol("label").fit(rows))
        .hasMessageContaining("outputCol must be a new column");
    StructType schema = new StructType().add("features", SQLDataTypes.VectorType(), false);
    Dataset<Row> wide =
        spark.createDataFrame(
            List.of(RowFactory.create(Vectors.sparse(20_000, new int[] {1}, new double[] {1}))),
            schema);
    assertThatThrownBy(() -> small().fit(wide))
        .hasMessageContaining("featuresCol must have at most 16,384 features");
  }
}
