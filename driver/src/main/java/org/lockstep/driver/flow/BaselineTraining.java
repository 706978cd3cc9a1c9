package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.baseline.Baseline;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.baseline.ClassBaselines;
import org.lockstep.driver.baseline.NumberBaselines;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.text.HashedTfIdf;

/**
 * Reads a run's data again, splits them as the run did, and trains simpler models on its features.
 */
final class BaselineTraining {
  private final SparkSession spark;
  private final JobSpec job;
  private final Model model;
  private final LookUp lookUp;

  BaselineTraining(SparkSession spark, JobSpec job, Model model, LookUp lookUp) {
    this.spark = spark;
    this.job = job;
    this.model = model;
    this.lookUp = lookUp;
  }

  /**
   * @param tell hears which model comes next
   * @throws RunException (2) for tasks that Spark ML's classifiers and regressors do not have
   */
  List<Baseline> train(BaselineChoice choice, Consumer<String> tell) {
    Task task = model.network().task();
    boolean classes = task == Task.MULTICLASS || task == Task.BINARY;
    if (!classes && (task != Task.REGRESSION || model.network().outputs() > 1)) {
      throw new RunException(
          ExitCode.USAGE,
          "--baselines must go with a model of classes or of one number. Received: a model of "
              + task.name().toLowerCase(java.util.Locale.ROOT));
    }
    FittedFeatures features = FittedFeatures.of(model.features());
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      Dataset<Row> split = PreparedData.split(job, examples);
      Dataset<Row> rows =
          features
              .transform()
              .apply(PreparedData.withTarget(split, model.labels()))
              .select(col(ShardColumns.FEATURES), col(ShardColumns.TARGET), col(ShardColumns.SPLIT))
              // Every iteration of every model is a job: a task a slot, not one a shuffle
              // partition.
              .coalesce(PreparedData.slots(spark))
              .persist(StorageLevel.MEMORY_AND_DISK());
      try {
        long seed = job.training().seed();
        return classes
            ? new ClassBaselines(
                    rows, model.labels().size(), isNeverNegative(model.features()), seed, tell)
                .train(choice)
            : new NumberBaselines(rows, seed, tell).train(choice);
      } finally {
        rows.unpersist();
      }
    }
  }

  private static boolean isNeverNegative(FeaturePipeline features) {
    boolean text = features.kind() == FeaturePipeline.Kind.TEXT;
    return text
        && !(features instanceof HashedTfIdf hashed && hashed.spec().hashing().alternateSign());
  }
}
