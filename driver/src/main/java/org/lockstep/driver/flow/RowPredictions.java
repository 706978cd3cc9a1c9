package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LabelSpec;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.report.PredictionOutcome;
import org.lockstep.driver.scoring.FrameScorer;
import org.lockstep.trainer.model.Model;

/** Predicts every row of a file or data set; labels, if there are any, are not read. */
final class RowPredictions {
  private final SparkSession spark;
  private final JobSpec job;
  private final Model model;
  private final LookUp lookUp;

  RowPredictions(SparkSession spark, JobSpec job, Model model, LookUp lookUp) {
    this.spark = spark;
    this.job = job;
    this.model = model;
    this.lookUp = lookUp;
  }

  /**
   * @param given a path or a data set's name
   * @param out a CSV file that does not exist yet; rows stand in the order of file and record
   */
  PredictionOutcome write(String given, Path out) throws IOException {
    DataSpec labelled = GivenData.of(job, model, given);
    DataSpec data = labelled.withColumns(labelled.columns().unlabelled());
    FittedFeatures features = FittedFeatures.of(model.features());
    try (Examples examples = Sources.open(spark, data, lookUp);
        FrameScorer scorer = new FrameScorer(spark, model)) {
      FittedFeatures.requireKind(model.features(), examples.kind(), given);
      Dataset<Row> rows = features.transform().apply(examples.rows());
      PredictionColumns columns =
          new PredictionColumns(
              model.network().task(),
              model.labels(),
              DataOrigins.targets(job.data()),
              separator(job));
      write(rows, scorer, columns, out);
      return new PredictionOutcome(examples.rejected(), out);
    }
  }

  /**
   * Scores each row once. Sorting looks at its input twice, the first time for the ranges, so what
   * it sorts is kept: small rows of predictions, on the disk where memory ends.
   *
   * @param rows with file, record and features
   */
  static void write(Dataset<Row> rows, FrameScorer scorer, PredictionColumns columns, Path out)
      throws IOException {
    Dataset<Row> scored =
        rows.select(col("file"), col("record"), scorer.ofVector(col(ShardColumns.FEATURES)))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      PredictionFile.write(out, scored.orderBy("file", "record").toLocalIterator(), columns);
    } finally {
      scored.unpersist();
    }
  }

  /** Predicted labels are written as the labels of the job's data are. */
  private static String separator(JobSpec job) {
    return job.data()
        .columns()
        .label()
        .map(LabelSpec::separator)
        .orElse(LabelSpec.DEFAULT_SEPARATOR);
  }
}
