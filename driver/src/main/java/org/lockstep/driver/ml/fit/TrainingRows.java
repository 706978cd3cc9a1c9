package org.lockstep.driver.ml.fit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.ml.util.DatasetUtils$;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.source.VectorIdentity;
import org.lockstep.driver.ml.param.Columns;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.data.Split;

/**
 * The rows of a fit with the columns that shards are made of; kept in memory or on disk while they
 * are needed, since features may be costly to compute and are read a few times.
 */
public final class TrainingRows implements AutoCloseable {
  private final Dataset<Row> rows;
  private final List<String> names;

  private TrainingRows(Dataset<Row> rows, List<String> names) {
    this.names = names;
    this.rows = rows.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * @param target a number, or a vector of one number an output
   * @throws IllegalArgumentException if a column that the Params name is missing or of another type
   */
  public static TrainingRows of(
      NetworkParams params, Dataset<?> data, String features, Column target) {
    Column weight =
        Columns.name(params, params.weightCol())
            .map(column -> DatasetUtils$.MODULE$.checkNonNegativeWeights(column))
            .orElse(lit(1.0));
    Column split =
        Columns.name(params, params.validationIndicatorCol())
            .map(
                column ->
                    when(col(column), lit(Split.VALIDATION.label()))
                        .otherwise(lit(Split.TRAIN.label())))
            .orElse(lit(Split.TRAIN.label()));
    Dataset<Row> rows =
        data.toDF()
            .select(
                DatasetUtils$.MODULE$.checkNonNanVectors(features).alias(ShardColumns.FEATURES),
                target.alias(ShardColumns.TARGET),
                weight.cast(DataTypes.DoubleType).alias(ShardColumns.WEIGHT),
                split.alias(ShardColumns.SPLIT));
    return new TrainingRows(
        VectorIdentity.add(rows), FeatureNames.of(params, data.schema().apply(features)));
  }

  /** Of the features, in order; empty where they have none. */
  List<String> names() {
    return names;
  }

  Dataset<Row> rows() {
    return rows;
  }

  /** Rows to train on. */
  long trained() {
    return rows.filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label())).count();
  }

  @Override
  public void close() {
    rows.unpersist(false);
  }
}
