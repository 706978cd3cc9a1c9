package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.lit;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.loop.RoundLoop;
import org.lockstep.driver.report.EvaluationOutcome;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.worker.Workers;

/** Scores a model on labelled rows, by the same shards and merges as a training's test split. */
final class Evaluation {
  private final SparkSession spark;
  private final JobSpec job;
  private final Model model;
  private final LookUp lookUp;

  Evaluation(SparkSession spark, JobSpec job, Model model, LookUp lookUp) {
    this.spark = spark;
    this.job = job;
    this.model = model;
    this.lookUp = lookUp;
  }

  /**
   * @param given a path or a data set's name; every row of it is scored
   */
  EvaluationOutcome of(String given) {
    DataSpec data = GivenData.of(job, model, given);
    FittedFeatures features = FittedFeatures.of(model.features());
    try (Examples examples = Sources.open(spark, data, lookUp)) {
      FittedFeatures.requireKind(model.features(), examples.kind(), given);
      Dataset<Row> rows =
          PreparedData.withTarget(examples.rows(), model.labels())
              .withColumn(ShardColumns.SPLIT, lit(Split.TEST.label()));
      try (ShardSet shards = PreparedData.shards(spark, job, features, rows);
          Workers workers =
              new RoundLoop(
                  JavaSparkContext.fromSparkContext(spark.sparkContext()),
                  shards,
                  model.network(),
                  job.training(),
                  "lockstep " + job.name())) {
        return new EvaluationOutcome(
            examples.origin(),
            examples.rejected(),
            model.network().task(),
            model.labels(),
            DataOrigins.targets(job.data()),
            workers
                .evaluate(model.parameters(), Split.TEST, Optional.of(model.thresholds()))
                .scores());
      }
    }
  }
}
