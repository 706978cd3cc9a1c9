package org.lockstep.driver.benchmark;

import static org.apache.spark.sql.functions.col;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.lockstep.datasets.text.TfIdfEstimator;
import org.lockstep.driver.ml.LockstepClassificationModel;
import org.lockstep.driver.ml.LockstepClassifier;
import org.lockstep.driver.ml.LockstepSelfTrainingClassifier;
import org.lockstep.driver.ml.SelfTrainingRound;
import org.lockstep.trainer.text.TextSpec;

/**
 * What pseudo-labels are worth: some of the labelled IMDB reviews and the archive's 50,000 without
 * a label, against the same labelled ones alone. Half as many labelled reviews again decide which
 * round is kept; the official test reviews are looked at by nobody before the end. Arguments: the
 * archive, and how many reviews have a label to be trained on.
 */
public final class SelfTrainingBench {
  private static final StructType SCHEMA =
      new StructType()
          .add("part", DataTypes.StringType)
          .add("number", DataTypes.IntegerType)
          .add("label", DataTypes.DoubleType)
          .add("text", DataTypes.StringType);

  private SelfTrainingBench() {}

  public static void main(String[] arguments) throws IOException {
    int labelled = Integer.parseInt(arguments[1]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try {
      // As files, lest every job carries 100,000 texts along.
      String files = Files.createTempDirectory("lockstep-bench").resolve("reviews").toString();
      spark
          .createDataFrame(reviews(Path.of(arguments[0])), SCHEMA)
          .repartition(8)
          .write()
          .parquet(files);
      Dataset<Row> all = spark.read().parquet(files);
      // Files are numbered 0 … 12,499 in pos and in neg: equal parts of both.
      Dataset<Row> rows =
          all.withColumn("held", col("part").equalTo("train").and(col("number").geq(labelled / 2)))
              .filter(col("part").notEqual("train").or(col("number").lt(3 * labelled / 4)));
      TextSpec spec = TextSpec.defaults().withMaxTerms(5000).withSublinearTf(true);
      Dataset<Row> seen = rows.filter(col("part").notEqual("test"));
      Dataset<Row> vectors =
          new TfIdfEstimator(spec)
              .fit(seen)
              .transform(rows)
              .select("part", "label", "held", "features")
              .cache();
      LockstepSelfTrainingClassifier estimator =
          new LockstepSelfTrainingClassifier()
              .setHiddenUnits(new int[] {16})
              .setActivation("relu")
              .setL2(1e-5)
              .setDropout(0.5)
              .setBatchSize(64)
              .setStepSize(0.005)
              .setMaxIter(60)
              .setPatience(5)
              .setValidationIndicatorCol("held");
      Dataset<Row> training = vectors.filter(col("part").notEqual("test"));
      Dataset<Row> test = vectors.filter(col("part").equalTo("test"));
      LockstepClassificationModel teacher =
          estimator
              .copyValues(new LockstepClassifier(), ParamMap.empty())
              .fit(training.filter(col("label").isNotNull()));
      LockstepClassificationModel student =
          estimator.setConfidence(0.95).setRounds(3).fit(training);
      for (SelfTrainingRound round : student.summary().rounds()) {
        System.out.println(round);
      }
      Trial.row("labelled", labelled, "rows");
      Trial.row("teacher-test-accuracy", teacher.evaluate(test).accuracy(), "");
      Trial.row("student-test-accuracy", student.evaluate(test).accuracy(), "");
    } finally {
      spark.stop();
    }
  }

  private static List<Row> reviews(Path archive) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (TarArchiveInputStream in =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(
                new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String[] path = entry.getName().split("/");
        if (!entry.isFile() || path.length != 4 || !path[3].endsWith(".txt")) {
          continue;
        }
        Double label =
            switch (path[2]) {
              case "pos" -> 1.0;
              case "neg" -> 0.0;
              default -> null;
            };
        int number = Integer.parseInt(path[3].split("_")[0]);
        String part = label == null ? "unlabelled" : path[1];
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        rows.add(RowFactory.create(part, number, label, text));
      }
    }
    return rows;
  }
}
