package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.shard.Fingerprints;
import org.lockstep.datasets.shard.ShardBuilder;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.datasets.split.StratifiedSplit;
import org.lockstep.driver.barrier.Slots;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * Checked rows made into training shards: split by content, features fitted on the training rows
 * only, training rows weighted by class, dealt to the job's logical workers.
 *
 * @param features the fitted pipeline
 * @param shards the caller's to close
 * @param positive factor of each label's rows in training, for rows of several labels; else empty
 * @param fingerprints SHA-256 by stage, in the order of the stages
 * @param targets of the shards
 */
record PreparedData(
    FeaturePipeline features,
    ShardSet shards,
    List<Double> positive,
    Map<String, String> fingerprints,
    SuitableTargets targets) {

  PreparedData(
      FeaturePipeline features,
      ShardSet shards,
      List<Double> positive,
      Map<String, String> fingerprints) {
    this(features, shards, positive, fingerprints, new SuitableTargets(shards));
  }

  static PreparedData of(SparkSession spark, JobSpec job, Examples examples) {
    Dataset<Row> split = split(job, examples);
    Map<String, String> fingerprints = Fingerprints.of(split);
    PreparedData data = of(spark, job, split, examples.labels());
    fingerprints.putAll(data.fingerprints());
    fingerprints.put("shards", Fingerprints.shards(data.shards()));
    return new PreparedData(data.features(), data.shards(), data.positive(), fingerprints);
  }

  /** The rows with the job's own {@code split}. */
  static Dataset<Row> split(JobSpec job, Examples examples) {
    return StratifiedSplit.assign(
        examples.rows(), examples.labels(), job.data().split(), job.training().seed());
  }

  /**
   * Of rows that are split in any way.
   *
   * @param split with the column {@code split}
   */
  static PreparedData of(SparkSession spark, JobSpec job, Dataset<Row> split, List<String> labels) {
    FittedFeatures features =
        fit(job, split.filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label())), labels);
    boolean sets = job.data().outcome() == Outcome.LABELS;
    List<Double> positive = sets ? PositiveWeights.of(split, labels, job.classWeight()) : List.of();
    Dataset<Row> targets = withTarget(split, labels);
    Dataset<Row> weighted =
        job.data().outcome() == Outcome.CLASS
            ? WeightedRows.of(targets, labels, job.classWeight())
            : targets;
    ShardSet shards = shards(spark, job, features, weighted);
    return new PreparedData(
        features.pipeline(), shards, positive, Map.of("features", features.fingerprint()));
  }

  /** The job's network for these data: an output a label, a number or a feature. */
  NetworkSpec network(JobSpec job, List<String> labels) {
    int outputs = DataOrigins.outputs(job.data(), labels, features.width());
    return job.network().spec(features.width(), job.data().outcome(), outputs, positive);
  }

  /**
   * The same network, if it can be trained on these data.
   *
   * @throws org.lockstep.driver.job.JobException as {@link NetworkFit} says
   */
  NetworkSpec trainable(JobSpec job, List<String> labels) {
    return NetworkFit.require(job, network(job, labels), shards, targets);
  }

  /** Fits on the training rows; what cannot be fitted is the data's fault. */
  private static FittedFeatures fit(JobSpec job, Dataset<Row> train, List<String> labels) {
    if (train.isEmpty()) {
      throw DataException.bad(
          "the training split must hold at least one row; equal rows are kept together in one"
              + " split. Received: none, so most rows must be equal");
    }
    try {
      return FittedFeatures.fit(job.features(), train, labels);
    } catch (IllegalArgumentException e) {
      throw DataException.bad("%s", e.getMessage());
    }
  }

  /** Deals rows with {@code split} and {@code target} to the job's workers. */
  static ShardSet shards(
      SparkSession spark, JobSpec job, FittedFeatures features, Dataset<Row> rows) {
    ShardBuilder builder =
        new ShardBuilder(job.training().workers(), job.training().seed(), slots(spark));
    return job.stream()
        .map(choice -> builder.streamed(StreamFolders.of(choice, spark.sparkContext())))
        .orElse(builder)
        .build(Reconstructed.withTargets(job.data(), features, rows));
  }

  /**
   * What the executors that are there run at once. Spark's default parallelism says something else:
   * it is never below 2 on a cluster, even of one core, and may be set to anything.
   */
  static int slots(SparkSession spark) {
    int slots = new Slots(JavaSparkContext.fromSparkContext(spark.sparkContext())).now();
    return slots > 0 ? slots : spark.sparkContext().defaultParallelism();
  }

  /** Turns a label into its index, and a set of labels into a 0 or 1 a label. */
  static Dataset<Row> withTarget(Dataset<Row> rows, List<String> labels) {
    List<String> columns = List.of(rows.columns());
    if (columns.contains("label")) {
      return rows.withColumn(ShardColumns.TARGET, ShardColumns.classIndex("label", labels));
    }
    return columns.contains("label_set")
        ? rows.withColumn(ShardColumns.TARGET, ShardColumns.labelTargets("label_set", labels))
        : rows; // numbers and shares are targets already
  }
}
