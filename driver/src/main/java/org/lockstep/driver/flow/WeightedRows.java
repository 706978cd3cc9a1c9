package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.driver.job.JobException;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.data.Split;

/**
 * Multiplies the weights of the training split's rows by the factor of their class. Rows are
 * counted on the training split, exactly; the other splits keep their weights, so that their loss
 * can be compared between runs.
 */
public final class WeightedRows {
  private WeightedRows() {}

  /**
   * @param rows with {@code split, target} (the class index) {@code and weight}
   * @param labels the classes in order; empty for regression, whose rows stay as they are
   * @throws JobException if the job names a label that is not there
   */
  public static Dataset<Row> of(Dataset<Row> rows, List<String> labels, ClassWeight choice) {
    if (labels.isEmpty() || choice instanceof ClassWeight.None) {
      return rows;
    }
    Column train = col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label());
    long[] counts = new long[labels.size()];
    for (Row row :
        rows.filter(train.and(col(ShardColumns.TARGET).isNotNull()))
            .groupBy(ShardColumns.TARGET)
            .count()
            .collectAsList()) {
      counts[(int) row.getDouble(0)] = row.getLong(1);
    }
    double[] factors = factors(labels, counts, choice);
    Column factor = lit(1.0);
    for (int c = 0; c < factors.length; c++) {
      factor =
          when(col(ShardColumns.TARGET).equalTo(lit((double) c)), lit(factors[c]))
              .otherwise(factor);
    }
    return rows.withColumn(
        ShardColumns.WEIGHT,
        when(train, col(ShardColumns.WEIGHT).multiply(factor)).otherwise(col(ShardColumns.WEIGHT)));
  }

  /** Labels that were found in the data can be checked only now. */
  private static double[] factors(List<String> labels, long[] counts, ClassWeight choice) {
    try {
      return choice.factors(labels, counts);
    } catch (IllegalArgumentException e) {
      throw new JobException(List.of("training." + e.getMessage()));
    }
  }
}
