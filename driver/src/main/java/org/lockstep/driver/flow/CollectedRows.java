package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.datasets.source.Examples;
import org.lockstep.datasets.source.LookUp;
import org.lockstep.datasets.source.Sources;
import org.lockstep.driver.job.JobSpec;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * A job's prepared rows in the driver's memory, for many trainings in this one process: read,
 * divided and turned into features as {@code train} does.
 */
public final class CollectedRows {
  private final PreparedData data;
  private final List<String> labels;
  private final List<WorkerShards> shards;

  private CollectedRows(PreparedData data, List<String> labels, List<WorkerShards> shards) {
    this.data = data;
    this.labels = labels;
    this.shards = shards;
  }

  /**
   * Reads and prepares them.
   *
   * @param joined whether the validation rows are made training rows, before features are fitted
   */
  public static CollectedRows of(SparkSession spark, JobSpec job, LookUp lookUp, boolean joined) {
    try (Examples examples = Sources.open(spark, job.data(), lookUp)) {
      Dataset<Row> split = PreparedData.split(job, examples);
      PreparedData data =
          PreparedData.of(spark, job, joined ? joined(split) : split, examples.labels());
      try (ShardSet set = data.shards()) {
        return new CollectedRows(data, examples.labels(), set.shards().collect());
      }
    }
  }

  /** The rows with those of the validation split made training rows: for a last training. */
  static Dataset<Row> joined(Dataset<Row> split) {
    Column of = col(ShardColumns.SPLIT);
    return split.withColumn(
        ShardColumns.SPLIT,
        when(of.equalTo(Split.VALIDATION.label()), lit(Split.TRAIN.label())).otherwise(of));
  }

  /** The fitted pipeline. */
  public FeaturePipeline features() {
    return data.features();
  }

  public List<String> labels() {
    return labels;
  }

  /** The network of a job for these rows; of the same data and features, whatever its layers. */
  public NetworkSpec network(JobSpec job) {
    return data.network(job, labels);
  }

  /** Per split, the shard of each logical worker. */
  public Map<Split, List<Shard>> splits() {
    Map<Split, List<Shard>> splits = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      splits.put(split, shards.stream().map(worker -> worker.shard(split)).toList());
    }
    return splits;
  }
}
