package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peer within Spark: its CrossValidator over its MultilayerPerceptronClassifier in {@code
 * local[2]}, two settings, three folds, parallelism 2, 10 iterations, on the same cached rows and
 * layers. A fit is the whole by its seven fits, the winner's among them. Arguments: the folder that
 * {@code corpus.py} wrote, and the macro-F1 of our search.
 */
public final class CrossValidatorBench {
  private static final int FOLDS = 3;
  private static final int EPOCHS = 10;

  /** Ten iterations of its L-BFGS are far from ten epochs of Adam, but must have learnt. */
  private static final double LEAST_OF_OURS = 0.3;

  private CrossValidatorBench() {}

  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.read(Path.of(arguments[0]));
    double ours = Double.parseDouble(arguments[1]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try {
      Dataset<Row> rows = corpus.rows(spark, 2).cache();
      rows.count();
      MultilayerPerceptronClassifier classifier =
          new MultilayerPerceptronClassifier()
              .setLayers(new int[] {corpus.columns(), 64, corpus.classes()})
              .setMaxIter(1)
              .setSeed(1)
              .setFeaturesCol("features")
              .setLabelCol("target");
      classifier.fit(rows); // compiles
      classifier.setMaxIter(EPOCHS);
      // Settings that do not change how long a fit takes.
      ParamMap[] settings = {
        new ParamMap().put(classifier.tol().w(1e-9)), new ParamMap().put(classifier.tol().w(1e-10))
      };
      CrossValidator search =
          new CrossValidator()
              .setEstimator(classifier)
              .setEvaluator(
                  new MulticlassClassificationEvaluator().setMetricName("f1").setLabelCol("target"))
              .setEstimatorParamMaps(settings)
              .setNumFolds(FOLDS)
              .setParallelism(2)
              .setSeed(1);
      long start = System.nanoTime();
      CrossValidatorModel model = search.fit(rows);
      double seconds = (System.nanoTime() - start) / 1e9;
      double best = Arrays.stream(model.avgMetrics()).max().orElseThrow();
      if (!(best > LEAST_OF_OURS * ours)) {
        throw new IllegalStateException(
            "the peer's F1 must be above %s of ours, %s. Received: %s"
                .formatted(LEAST_OF_OURS, ours, best));
      }
      Trial.row("cross-validator-fit", seconds / (settings.length * FOLDS + 1), "s");
    } finally {
      spark.stop();
    }
  }
}
