package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.Column;
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
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.driver.scoring.FrameScorer;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.network.Task;

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
   * @param code whether an autoencoder's codes are written, too
   * @param out a CSV file that does not exist yet; rows stand in the order of file and record
   */
  PredictionOutcome write(String given, Path out, boolean code) throws IOException {
    boolean reconstructs = model.network().task() == Task.RECONSTRUCTION;
    if (code && !reconstructs) {
      throw new RunException(
          ExitCode.USAGE,
          "--code must go with a model that reconstructs its features. Received: a model of "
              + model.network().task().name().toLowerCase(Locale.ROOT));
    }
    DataSpec labelled = GivenData.of(job, model, given);
    DataSpec data = labelled.withColumns(labelled.columns().unlabelled());
    FittedFeatures features = FittedFeatures.of(model.features());
    try (Examples examples = Sources.open(spark, data, lookUp);
        FrameScorer scorer = new FrameScorer(spark, model)) {
      FittedFeatures.requireKind(model.features(), examples.kind(), given);
      Dataset<Row> rows = features.transform().apply(examples.rows());
      Column vector = col(ShardColumns.FEATURES);
      if (reconstructs) {
        int size = code ? new Reconstructor(model).codeSize() : 0;
        write(rows, scorer.reconstructionOf(vector), new ReconstructionColumns(size), out);
      } else {
        write(rows, scorer.ofVector(vector), predictions(), out);
      }
      return new PredictionOutcome(examples.rejected(), out);
    }
  }

  private PredictionColumns predictions() {
    return new PredictionColumns(
        model.network().task(), model.labels(), DataOrigins.targets(job.data()), separator(job));
  }

  /**
   * Scores each row once. Sorting looks at its input twice, the first time for the ranges, so what
   * it sorts is kept: small rows of predictions, on the disk where memory ends.
   *
   * @param rows with file and record
   * @param answer to a row
   */
  static void write(Dataset<Row> rows, Column answer, AnswerColumns columns, Path out)
      throws IOException {
    Dataset<Row> scored =
        rows.select(col("file"), col("record"), answer).persist(StorageLevel.MEMORY_AND_DISK());
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
