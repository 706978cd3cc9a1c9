package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.driver.job.JobException;
import org.lockstep.trainer.data.ClassWeight;
import org.lockstep.trainer.data.Split;

/**
 * By how much a row that has a label counts more for that label, from counts of the training split.
 */
final class PositiveWeights {
  private PositiveWeights() {}

  /**
   * One factor a label; none if all are 1.
   *
   * @param rows with {@code split} and {@code label_set}
   * @throws JobException if the job names a label that is not there
   */
  static List<Double> of(Dataset<Row> rows, List<String> labels, ClassWeight choice) {
    if (choice instanceof ClassWeight.None) {
      return List.of();
    }
    Dataset<Row> train = rows.filter(col(ShardColumns.SPLIT).equalTo(Split.TRAIN.label()));
    long[] having = new long[labels.size()];
    for (Row row :
        train
            .select(explode(col("label_set")).alias("label"))
            .groupBy("label")
            .count()
            .collectAsList()) {
      having[labels.indexOf(row.getString(0))] = row.getLong(1);
    }
    try {
      return Arrays.stream(choice.positiveFactors(labels, having, train.count())).boxed().toList();
    } catch (IllegalArgumentException e) {
      throw new JobException(List.of("training." + e.getMessage()));
    }
  }
}
