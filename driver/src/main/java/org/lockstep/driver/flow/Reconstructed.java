package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.JobException;

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
}
