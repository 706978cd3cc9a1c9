package org.lockstep.driver.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.TrainingSummary;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;

/** Point by point what Spark's suites ask of a classifier, and that every Param is read. */
class LockstepClassifierTest {
  private static SparkSession spark;
  private static Dataset<Row> rows;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    spark = MlFixture.spark();
    rows = MlFixture.flowers(spark, 60).cache();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static LockstepClassifier small() {
    return new LockstepClassifier().setHiddenUnits(new int[] {5}).setMaxIter(3);
  }

  private static String fit(UnaryOperator<LockstepClassifier> change) {
    return change.apply(small()).fit(rows).sha256();
  }

  @Test
  void paramsCopiesAndFilesFollowSparksRules() throws Exception {
    LockstepClassifier estimator =
        small().setWeightCol("weight").setThresholds(new double[] {1, 2, 3});
    LockstepClassificationModel model = estimator.fit(rows);
    SparkRules.checkParams(estimator);
    SparkRules.checkParams(model);
    SparkRules.checkCopies(estimator, model);
    estimator.write().save(folder.resolve("estimator").toString());
    SparkRules.checkRead(
        estimator, LockstepClassifier.load(folder.resolve("estimator").toString()));
    model.write().save(folder.resolve("model").toString());
    LockstepClassificationModel read =
        LockstepClassificationModel.load(folder.resolve("model").toString());
    SparkRules.checkRead(model, read);
    assertThat(read.sha256()).isEqualTo(model.sha256());
    assertThat(read.hasSummary()).isFalse();
    assertThatThrownBy(read::summary).hasMessageContaining("summary must be asked of a model");
    assertThat(read.transform(rows).collectAsList())
        .isEqualTo(model.transform(rows).collectAsList());
    assertThat(estimator.estimateModelSize(rows))
        .isCloseTo(model.estimatedSize(), within(1_000L))
        .isGreaterThan(4L * (5 * 5 + 3 * 6));
  }

  @Test
  void aModelDirectoryIsReadWithoutSparkToTheSameNumbers() throws IOException {
    LockstepClassificationModel model = small().fit(rows);
    model.write().save(folder.resolve("model").toString());
    Model read = ModelFile.read(folder.resolve("model").resolve("model"));
    Scorer scorer = new Scorer(read);
    assertThat(read.provenance())
        .containsKeys("params", "versions", "hardware", "created", "losses", "scores");
    assertThat(new Scorer(model.model()).model().sha256()).isEqualTo(model.sha256());
    for (Row row : model.transform(rows).select("features", "probability").collectAsList()) {
      Prediction expected = scorer.predict(row.<Vector>getAs(0).toArray());
      double[] probabilities = row.<Vector>getAs(1).toArray();
      for (int k = 0; k < 3; k++) {
        assertThat(probabilities[k]).isEqualTo((double) expected.outputs().get(k));
      }
    }
  }

  @Test
  void thresholdsOfTwoClassesHoldWithoutSparkToo() throws IOException {
    Dataset<Row> two = rows.filter(col("label").lt(2));
    LockstepClassificationModel model = small().fit(two);
    double ones = model.transform(two).filter(col("prediction").equalTo(1)).count();
    model.setThresholds(new double[] {0.9, 0.1});
    assertThat(model.transform(two).filter(col("prediction").equalTo(1)).count())
        .isGreaterThan((long) ones);
    model.write().save(folder.resolve("two").toString());
    Scorer scorer = new Scorer(ModelFile.read(folder.resolve("two").resolve("model")));
    for (Row row : model.transform(two).select("features", "prediction").collectAsList()) {
      Prediction expected = scorer.predict(row.<Vector>getAs(0).toArray());
      assertThat(scorer.model().labels().indexOf(expected.label().orElseThrow()))
          .isEqualTo((int) row.getDouble(1));
    }
  }

  @Test
  void aModelWhoseWritingWasCutOffIsNone() throws IOException {
    Path half = folder.resolve("half");
    small().fit(rows).write().save(half.toString());
    try (var files = Files.walk(half.resolve("metadata"))) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
    assertThatThrownBy(() -> LockstepClassificationModel.load(half.toString()))
        .hasMessageContaining("metadata");
  }

  /** The same rows in other places have the same fingerprint; other rows have another. */
  @Test
  void theCardHoldsAFingerprintOfTheDataAndTheScores() {
    Map<?, ?> card = small().setValidationIndicatorCol("held").fit(rows).model().provenance();
    Map<?, ?> fingerprints = fingerprints(card);
    assertThat(fingerprints.get("rows").toString()).matches("[0-9a-f]{64}");
    assertThat(fingerprints.get("shards").toString()).matches("[0-9a-f]{64}");
    Dataset<Row> elsewhere = rows.repartition(4);
    LockstepClassifier same = small().setValidationIndicatorCol("held");
    assertThat(fingerprints(same.fit(elsewhere).model().provenance())).isEqualTo(fingerprints);
    Dataset<Row> others = rows.filter(col("weight").gt(1));
    assertThat(fingerprints(same.fit(others).model().provenance()).get("rows"))
        .isNotEqualTo(fingerprints.get("rows"));
    Map<?, ?> scores = (Map<?, ?>) card.get("scores");
    assertThat(scores.keySet().toString()).isEqualTo("[train, validation]");
    assertThat(((Map<?, ?>) scores.get("validation")).keySet().toString())
        .contains("loss", "accuracy");
  }

  private static Map<?, ?> fingerprints(Map<?, ?> card) {
    return (Map<?, ?>) ((Map<?, ?>) card.get("data")).get("fingerprints");
  }

  @Test
  void aFitStartsFromGivenWeights() {
    LockstepClassificationModel first = small().fit(rows);
    Vector weights = first.weights();
    assertThat(weights.size()).isEqualTo(4 * 5 + 5 + 5 * 3 + 3);
    LockstepClassifier still = small().setInitialWeights(weights).setStepSize(1e-30).setMaxIter(1);
    LockstepClassificationModel same = still.fit(rows);
    assertThat(same.sha256()).isEqualTo(first.sha256());
    assertThat(same.model().provenance().get("initialWeights")).isEqualTo(first.sha256());
    for (String loop : List.of("round", "lockstep")) {
      assertThat(still.setLoop(loop).fit(rows).sha256()).as(loop).isEqualTo(first.sha256());
    }
    refused(
        e -> e.setInitialWeights(Vectors.dense(1, 2)),
        "initialWeights must be the network's 43 numbers");
    refused(e -> e.setInitialWeights(Vectors.dense(filled(43, 1e99))), "must be finite floats");
    refused(
        e -> e.setInitialWeights(weights).setWarmStart("runs/x"),
        "initialWeights must be left out where warmStart");
    refused(
        e -> e.setInitialWeights(weights).setSettings("training.restarts = 2"),
        "training.restarts must be 1 where initialWeights");
  }

  /** Of a kernel before which the layout leaves numbers unused. */
  @Test
  void weightsOfALargeFirstLayerAreTheNetworksAlone() {
    LockstepClassifier large =
        small().setHiddenUnits(new int[] {1 << 16}).setStepSize(1e-30).setMaxIter(1);
    LockstepClassificationModel first = large.fit(rows);
    assertThat(first.weights().size()).isEqualTo((4 << 16) + (1 << 16) + (3 << 16) + 3);
    assertThat(first.network().summary()).endsWith(", 524,291 parameters");
    Vector again = large.setInitialWeights(first.weights()).fit(rows).weights();
    // Nothing but a bias of 0 is moved by so short a step.
    assertThat(Math.sqrt(Vectors.sqdist(first.weights(), again))).isLessThan(1e-20);
  }

  private static double[] filled(int size, double value) {
    double[] values = new double[size];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void aRowAloneGetsWhatTransformGivesIt() {
    for (LockstepClassifier estimator :
        List.of(small(), small().setThresholds(new double[] {1, 0.2, 1}))) {
      LockstepClassificationModel model = estimator.fit(rows);
      for (Row row :
          model
              .transform(rows)
              .select("features", "rawPrediction", "probability", "prediction")
              .collectAsList()) {
        Vector features = row.getAs(0);
        assertThat(model.predictRaw(features)).isEqualTo(row.getAs(1));
        assertThat(model.predictProbability(features)).isEqualTo(row.getAs(2));
        assertThat(model.predict(features)).isEqualTo(row.getDouble(3));
      }
    }
  }

  @Test
  void everyKindOfNumberMayBeALabel() {
    String expected = fit(same -> same);
    for (String type : List.of("byte", "short", "int", "long", "float", "decimal(10,0)")) {
      Dataset<Row> cast = rows.withColumn("label", col("label").cast(type));
      assertThat(small().fit(cast).sha256()).as(type).isEqualTo(expected);
    }
  }

  @Test
  void partitionsAndSparseVectorsChangeNoBit() {
    String expected = fit(same -> same);
    for (int partitions : new int[] {1, 2, 4}) {
      assertThat(small().fit(rows.repartition(partitions)).sha256()).isEqualTo(expected);
    }
    UDF1<Vector, Vector> sparse = Vector::toSparse;
    Dataset<Row> same =
        rows.withColumn(
            "features", functions.udf(sparse, SQLDataTypes.VectorType()).apply(col("features")));
    assertThat(small().fit(same).sha256()).isEqualTo(expected);
  }

  @Test
  void everyLoopGivesTheSameBits() {
    String expected = fit(estimator -> estimator.setLoop("task"));
    for (String loop : List.of("auto", "round", "lockstep")) {
      assertThat(fit(estimator -> estimator.setLoop(loop))).as(loop).isEqualTo(expected);
    }
  }

  /** Each of these makes another model than the defaults do: nothing is set in vain. */
  @Test
  void everyParamIsRead() {
    String base = fit(same -> same);
    List<UnaryOperator<LockstepClassifier>> changes = new ArrayList<>();
    changes.add(e -> e.setMaxIter(2));
    changes.add(e -> e.setStepSize(0.02));
    changes.add(e -> e.setBlockSize(4));
    changes.add(e -> e.setBatchSize(9));
    changes.add(e -> e.setWorkers(3));
    changes.add(e -> e.setSeed(2));
    changes.add(e -> e.setInitialWeights(Vectors.dense(filled(43, 0.25))));
    changes.add(e -> e.setLayers(new int[] {4, 5, 4, 3}));
    changes.add(e -> e.setHiddenUnits(new int[] {5, 5}));
    changes.add(e -> e.setHiddenUnits(new int[0]));
    changes.add(e -> e.setActivation("tanh"));
    changes.add(e -> e.setActivation("{type = leaky_relu}"));
    changes.add(e -> e.setInitializer("he_normal"));
    changes.add(e -> e.setL1(0.01));
    changes.add(e -> e.setL2(0.01));
    changes.add(e -> e.setDropout(0.2));
    changes.add(e -> e.setBatchNormalization(true).setWorkers(2));
    changes.add(e -> e.setLoss("{type = focal, gamma = 1}"));
    changes.add(e -> e.setSolver("gd"));
    changes.add(e -> e.setSolver("momentum"));
    changes.add(e -> e.setOptimizer("{type = momentum, momentum = 0.5}"));
    changes.add(e -> e.setOptimizer("beta1 = 0.5"));
    changes.add(e -> e.setSchedule("{type = exponential, rate = 0.5, decaySteps = 2}"));
    changes.add(e -> e.setClip("{type = global_norm, limit = 0.01}"));
    changes.add(e -> e.setClassWeight("{\"1\" = 3}"));
    changes.add(e -> e.setWeightCol("weight"));
    changes.add(e -> e.setValidationIndicatorCol("held"));
    changes.add(e -> e.setTol(10).setPatience(1));
    changes.add(e -> e.setPatience(1).setMonitor("macro_f1").setTol(1));
    changes.add(e -> e.setSettings("training.restarts = 2, training.averagingPeriod = 2"));
    changes.add(e -> e.setSettings("network.layers = [{units = 4}]").setHiddenUnits(new int[] {6}));
    List<String> models = new ArrayList<>();
    for (UnaryOperator<LockstepClassifier> change : changes) {
      models.add(fit(change));
    }
    for (int i = 0; i < models.size(); i++) {
      assertThat(models.get(i)).as("change " + i).isNotEqualTo(base);
    }
  }

  @Test
  void settingsAreWeakerThanParamsAndStrongerThanDefaults() {
    String twoEpochs = fit(e -> e.setMaxIter(2));
    assertThat(fit(e -> e.setMaxIter(2).setSettings("training.epochs = 7"))).isEqualTo(twoEpochs);
    LockstepClassifier eight =
        new LockstepClassifier().setHiddenUnits(new int[] {5}).setSettings("training.epochs = 2");
    assertThat(eight.fit(rows).sha256()).isEqualTo(twoEpochs);
  }

  @Test
  void theSummaryTellsHowTheFitWent() {
    LockstepClassificationModel model = small().setMaxIter(30).fit(rows);
    assertThat(model.hasSummary()).isTrue();
    assertThat(model.summary().totalIterations()).isEqualTo(30);
    double[] objective = model.summary().objectiveHistory();
    assertThat(objective).hasSize(30);
    assertThat(objective[29]).isLessThan(objective[0]);
    LockstepClassificationSummary scores = model.evaluate(rows);
    long right = model.transform(rows).filter(col("prediction").equalTo(col("label"))).count();
    assertThat(scores.accuracy()).isEqualTo(right / 60.0);
    assertThat(scores.fMeasureByLabel()).hasSize(3);
    assertThat(scores.logLoss()).isGreaterThan(0);
    assertThat(model.copy(ParamMap.empty()).hasSummary()).isTrue();
    LockstepClassificationModel silent = model.copy(ParamMap.empty());
    silent.setPredictionCol("").setProbabilityCol("");
    assertThat(silent.evaluate(rows).accuracy()).isEqualTo(scores.accuracy());
  }

  @Test
  void progressBelowTolEndsTheFit() {
    LockstepClassificationModel model = small().setMaxIter(20).setTol(10).setPatience(4).fit(rows);
    assertThat(model.summary().totalIterations()).isEqualTo(5);
    assertThat(
            small().setMaxIter(20).setTol(10).setPatience(0).fit(rows).summary().totalIterations())
        .isEqualTo(20);
  }

  /** MLTestingUtils.testArbitrarilyScaledWeights and testOversamplingVsWeighting. */
  @Test
  void weightsCountAsRowsDo() {
    LockstepClassifier wholeBatch = small().setMaxIter(20).setBatchSize(1000);
    Vector first = rows.first().getAs("features");
    LockstepClassifier weighted = wholeBatch.copy(ParamMap.empty());
    weighted.setWeightCol("weight");
    Vector expected = weighted.fit(rows.withColumn("weight", lit(3.0))).predictRaw(first);
    Vector unweighted = wholeBatch.fit(rows).predictRaw(first);
    assertThat(expected.toArray()).containsExactly(unweighted.toArray(), within(1e-4));
    Dataset<Row> twice = rows.filter(col("label").equalTo(1));
    Vector oversampled = wholeBatch.fit(rows.union(twice)).predictRaw(first);
    Vector twofold =
        weighted
            .fit(rows.withColumn("weight", functions.when(col("label").equalTo(1), 2).otherwise(1)))
            .predictRaw(first);
    assertThat(twofold.toArray()).containsExactly(oversampled.toArray(), within(1e-4));
  }

  @Test
  void twoClassesAreOneSigmoidOutputUnlessLayersSayTwo() {
    Dataset<Row> two = rows.filter(col("label").lt(2));
    LockstepClassificationModel sigmoid = small().fit(two);
    assertThat(sigmoid.network().outputs()).isEqualTo(1);
    assertThat(sigmoid.numClasses()).isEqualTo(2);
    Vector first = two.first().getAs("features");
    Vector raw = sigmoid.predictRaw(first);
    assertThat(raw.apply(0)).isEqualTo(-raw.apply(1));
    Vector probability = sigmoid.predictProbability(first);
    assertThat(probability.apply(0) + probability.apply(1)).isCloseTo(1, within(1e-6));
    assertThat(sigmoid.predict(first)).isEqualTo(raw.apply(1) > 0 ? 1 : 0);
    assertThat(small().setLayers(new int[] {4, 5, 2}).fit(two).network().outputs()).isEqualTo(2);
  }

  @Test
  void whatDoesNotFitIsRefusedInWords() {
    refused(
        e -> e.setLayers(new int[] {3, 5, 3}), "layers must begin with the number of features, 4");
    refused(e -> e.setLayers(new int[] {4, 1}), "layers must end with the number of classes");
    refused(e -> e.setActivation("sigmoit"), "Did you mean sigmoid?");
    refused(e -> e.setOptimizer("{type = adam"), "optimizer must be HOCON");
    refused(e -> e.setSettings("training.epoch = 3"), "unknown key training.epoch");
    refused(e -> e.setSettings("training.loop = round"), "training.loop must be left out");
    refused(e -> e.setMonitor("validation_loss"), "no validation split");
    refused(e -> e.setWeightCol("nowhere"), "weightCol must name a column");
    refused(e -> e.setValidationIndicatorCol("label"), "validationIndicatorCol must be boolean");
    refused(e -> e.setFeaturesCol("label"), "Column label must be of type");
    refused(e -> e.setClassWeight("{\"7\" = 2}"), "classWeight must name labels");
    assertThatThrownBy(() -> small().setMaxIter(0)).hasMessageContaining("maxIter");
    assertThatThrownBy(() -> small().setSolver("l-bfgs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("solver must be one of ")
        .hasMessageContaining("leave solver out for adam. Received: l-bfgs");
    assertThatThrownBy(() -> small().setSolver("adm")).hasMessageEndingWith("gd. Received: adm");
    assertThatThrownBy(() -> small().setDropout(1)).hasMessageContaining("dropout");
    assertThatThrownBy(() -> small().fit(rows.withColumn("label", col("label").plus(0.5))))
        .hasStackTraceContaining("Integers");
    assertThatThrownBy(() -> small().fit(rows.limit(0))).hasMessageContaining("empty dataset");
  }

  private static void refused(UnaryOperator<LockstepClassifier> change, String words) {
    assertThatThrownBy(() -> change.apply(small()).fit(rows)).hasMessageContaining(words);
  }

  /**
   * What a Spark Connect server does with the names that a client sends: the service loader knows
   * the class, estimators are made from a uid, all are read by a static load, and of a model its
   * Spark traits decide what may be asked of it.
   */
  @Test
  void sparkConnectFindsTheClassesAndCanUseThem() throws ReflectiveOperationException {
    Map<Class<?>, Class<?>> models =
        Map.of(
            LockstepClassifier.class, LockstepClassificationModel.class,
            LockstepSelfTrainingClassifier.class, LockstepClassificationModel.class,
            LockstepRegressor.class, LockstepRegressionModel.class,
            LockstepMultiLabelClassifier.class, LockstepMultiLabelModel.class,
            LockstepAutoencoder.class, LockstepAutoencoderModel.class);
    List<Class<?>> estimators = new ArrayList<>();
    ServiceLoader.load(Estimator.class).stream()
        .filter(provider -> isOurs(provider.type()))
        .forEach(provider -> estimators.add(provider.type()));
    assertThat(estimators).containsExactlyInAnyOrderElementsOf(models.keySet());
    for (Class<?> type : estimators) {
      Estimator<?> estimator =
          (Estimator<?>) type.getConstructor(String.class).newInstance("far away");
      assertThat(estimator.uid()).isEqualTo("far away");
      estimator.set(estimator.getParam("activation"), "relu");
      assertThat(((NetworkParams) estimator).getActivation()).isEqualTo("relu");
      assertThat(type.getMethod("load", String.class).getReturnType()).isEqualTo(type);
    }
    // Some of Spark's own models cannot be made here; ours must be.
    List<Class<?>> made = new ArrayList<>();
    ServiceLoader.load(Transformer.class).stream()
        .filter(provider -> isOurs(provider.type()))
        .forEach(provider -> made.add(provider.get().getClass()));
    assertThat(made).containsExactlyInAnyOrderElementsOf(Set.copyOf(models.values()));
    for (Class<?> type : made) {
      assertThat(type.getMethod("load", String.class).getReturnType()).isEqualTo(type);
      assertThat(HasTrainingSummary.class).isAssignableFrom(type);
    }
    assertThat(TrainingSummary.class).isAssignableFrom(LockstepTrainingSummary.class);
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackage().equals(LockstepClassifier.class.getPackage());
  }
}
