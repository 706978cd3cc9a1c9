package org.lockstep.driver.flow;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.lockstep.datasets.shard.ShardColumns;
import org.lockstep.datasets.shard.ShardSet;
import org.lockstep.trainer.data.Split;

/**
 * Rows as people read them, of the split by which a run is judged: all of it, or the first {@value
 * #MOST} in the order of their hashes. Taken before the rows' memory is given back.
 *
 * @param split the test split, or the validation split where there is none
 * @param all how many rows the split has
 * @param rows with the columns of {@link org.lockstep.datasets.source.Examples}
 */
record SampledRows(Split split, long all, List<Row> rows) {
  static final int MOST = 5_000;

  private static final List<String> COLUMNS =
      List.of(
          "file",
          "record",
          "text",
          "numeric",
          "categorical",
          "vector",
          "label",
          "label_set",
          "target");

  /**
   * Takes them.
   *
   * @param split with the column {@code split}
   * @param shards of the same rows
   */
  static SampledRows of(Dataset<Row> split, ShardSet shards) {
    Split judged = shards.rows(Split.TEST) > 0 ? Split.TEST : Split.VALIDATION;
    if (shards.rows(judged) == 0) {
      return new SampledRows(judged, 0, List.of());
    }
    Column[] columns =
        Arrays.stream(split.columns())
            .filter(COLUMNS::contains)
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);
    List<Row> rows =
        split
            .filter(col(ShardColumns.SPLIT).equalTo(judged.label()))
            .orderBy(ShardColumns.HASH_HIGH, ShardColumns.HASH_LOW)
            .select(columns)
            .limit(MOST)
            .collectAsList();
    return new SampledRows(judged, shards.rows(judged), rows);
  }
}
