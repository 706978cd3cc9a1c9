package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.datasets.shard.WorkerShards;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.JobException;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;

/** Rows whose targets are their features, and what an autoencoder asks of them. */
public final class Reconstructed {
  /**
   * Targets are dense whatever the rows are, so that a step computes as many outputs: above that a
   * text's terms are better reduced first.
   */
  public static final int MOST_FEATURES = 16_384;

  private Reconstructed() {}

  /**
   * The rows with their features, and with these as their targets if the job reconstructs them.
   *
   * @throws JobException if there are too many
   */
  static Dataset<Row> withTargets(DataSpec data, FittedFeatures features, Dataset<Row> rows) {
    Dataset<Row> made = features.transform().apply(rows);
    if (data.outcome() != Outcome.RECONSTRUCTION) {
      return made;
    }
    int width = features.pipeline().width();
    if (width > MOST_FEATURES) {
      throw new JobException(
          List.of(
              String.format(
                  Locale.ROOT,
                  "features must be at most %,d where they are reconstructed, since targets are"
                      + " dense (features.maxTerms bounds a text's). Received: %,d",
                  MOST_FEATURES,
                  width)));
    }
    return made.withColumn(ShardColumns.TARGET, col(ShardColumns.FEATURES));
  }

  /**
   * Cross-entropy has no least value for a target beyond 0 or 1: training would go on for ever.
   *
   * @throws IllegalArgumentException if a training row has such a feature
   */
  public static void requireShares(NetworkSpec network, ShardSet shards) {
    boolean shares =
        network.task() == Task.RECONSTRUCTION && network.loss() instanceof LossSpec.CrossEntropy;
    if (!shares) {
      return;
    }
    JavaRDD<Float> outside = shards.shards().map(new Outside());
    float found = outside.reduce((a, b) -> a >= 0 && a <= 1 ? b : a);
    if (!(found >= 0 && found <= 1)) {
      throw new IllegalArgumentException(
          "loss.type must be another than cross_entropy where not all features are 0 to 1"
              + " (features.scale = min_max makes them so). Received: cross_entropy and a training"
              + " row's feature of "
              + found);
    }
  }

  /** The first feature of the training rows that is not 0 to 1, or 0. */
  private static final class Outside implements Function<WorkerShards, Float> {
    private static final long serialVersionUID = 1L;

    @Override
    public Float call(WorkerShards worker) {
      Shard train = worker.shard(Split.TRAIN);
      if (train.isStreamed()) {
        return 0f;
      }
      for (float target : train.targets()) {
        if (!(target >= 0 && target <= 1)) {
          return target;
        }
      }
      return 0f;
    }
  }
}
