package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.driver.ml.LockstepClassifier;
import org.lockstep.driver.ml.MlFixture;

/**
 * The example of Spark's guide to MultilayerPerceptronClassifier, with its class and with ours,
 * both with that guide's settings: median seconds of a fit in {@code local[2]}, and accuracy on the
 * rows that were not trained on: 150 rows of 4 features and 3 classes, as that guide's.
 */
public final class EstimatorBench {
  private static final int FITS = 7;
  private static final int[] LAYERS = {4, 5, 4, 3};

  private EstimatorBench() {}

  public static void main(String[] arguments) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try {
      Path file = Files.createTempDirectory("lockstep-bench").resolve("sample.txt");
      Files.writeString(file, MlFixture.libsvm(150, 7));
      Dataset<Row> data = spark.read().format("libsvm").load(file.toString());
      Dataset<Row>[] splits = data.randomSplit(new double[] {0.6, 0.4}, 1234L);
      measure("perceptron", splits, () -> theirs().fit(splits[0]));
      measure("ours", splits, () -> ours().fit(splits[0]));
    } finally {
      spark.stop();
    }
  }

  private static MultilayerPerceptronClassifier theirs() {
    return new MultilayerPerceptronClassifier()
        .setLayers(LAYERS)
        .setBlockSize(128)
        .setSeed(1234L)
        .setMaxIter(100);
  }

  private static LockstepClassifier ours() {
    return new LockstepClassifier()
        .setLayers(LAYERS)
        .setBlockSize(128)
        .setSeed(1234L)
        .setMaxIter(100);
  }

  private static void measure(String name, Dataset<Row>[] splits, Supplier<Model<?>> fit) {
    double[] seconds = new double[FITS];
    Model<?> model = fit.get(); // compiles
    for (int i = 0; i < FITS; i++) {
      long start = System.nanoTime();
      model = fit.get();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    double accuracy =
        new MulticlassClassificationEvaluator()
            .setMetricName("accuracy")
            .evaluate(model.transform(splits[1]));
    Trial.row("estimator-" + name, seconds[FITS / 2], "s");
    Trial.row("estimator-" + name + "-accuracy", accuracy, "");
  }
}
