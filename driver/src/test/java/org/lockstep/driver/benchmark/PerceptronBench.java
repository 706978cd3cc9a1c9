package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The peer within Spark: its MultilayerPerceptronClassifier in {@code local[2]} on the same cached
 * rows and layers. With its solver {@code gd} an iteration is one pass over all rows, so a pass is
 * a longer fit's time less a shorter one's, by the iterations between them. Argument: the folder
 * that {@code corpus.py} wrote.
 */
public final class PerceptronBench {
  private static final int SHORT = 2;
  private static final int LONG = 8;

  private PerceptronBench() {}

  public static void main(String[] arguments) throws IOException {
    Corpus corpus = Corpus.read(Path.of(arguments[0]));
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
      seconds(corpus, rows, SHORT); // compiles
      double least = seconds(corpus, rows, SHORT);
      double most = seconds(corpus, rows, LONG);
      Trial.row("perceptron-pass", 1e3 * (most - least) / (LONG - SHORT), "ms");
    } finally {
      spark.stop();
    }
  }

  /** Of a fit, whose loss must fall. */
  private static double seconds(Corpus corpus, Dataset<Row> rows, int iterations) {
    MultilayerPerceptronClassifier classifier =
        new MultilayerPerceptronClassifier()
            .setLayers(new int[] {corpus.columns(), 64, corpus.classes()})
            .setSolver("gd")
            .setMaxIter(iterations)
            .setTol(0)
            .setSeed(1)
            .setFeaturesCol("features")
            .setLabelCol("target");
    long start = System.nanoTime();
    MultilayerPerceptronClassificationModel model = classifier.fit(rows);
    double seconds = (System.nanoTime() - start) / 1e9;
    double[] losses = model.summary().objectiveHistory();
    if (losses.length < iterations || !(losses[losses.length - 1] < losses[0])) {
      throw new IllegalStateException(
          "%d iterations must make the loss smaller. Received: %d losses from %s to %s"
              .formatted(iterations, losses.length, losses[0], losses[losses.length - 1]));
    }
    return seconds;
  }
}
