package org.lockstep.datasets.shard;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The columns that {@link ShardBuilder} reads, and how a label becomes a target. */
public final class ShardColumns {
  /** Vector: the row's features. */
  public static final String FEATURES = "features";

  /** Number (class index, 0 or 1, regression target), or vector or array of numbers. */
  public static final String TARGET = "target";

  /** Double: the example's weight. */
  public static final String WEIGHT = "weight";

  /** Long: the first eight bytes of the hash of the row's content. */
  public static final String HASH_HIGH = "hash_high";

  /** Long: the next eight bytes. */
  public static final String HASH_LOW = "hash_low";

  /** String: {@code train}, {@code validation} or {@code test}. */
  public static final String SPLIT = "split";

  /** Long: a hash of what no split divides, where splits keep groups of rows together. */
  public static final String GROUP = "split_group";

  private ShardColumns() {}

  /**
   * The class index of a label column as a double: its place in {@code labels}. A label that is not
   * there gives null, which {@link ShardBuilder} refuses.
   */
  public static Column classIndex(String labelColumn, List<String> labels) {
    Column[] names = labels.stream().map(functions::lit).toArray(Column[]::new);
    Column position = array_position(functions.array(names), col(labelColumn));
    return when(position.gt(lit(0)), position.minus(lit(1)).cast("double"));
  }

  /**
   * One target a label as an array of doubles: 1 if the label is in the column's array, otherwise
   * 0.
   */
  public static Column labelTargets(String setColumn, List<String> labels) {
    Column[] targets =
        labels.stream()
            .map(label -> when(array_contains(col(setColumn), label), lit(1.0)).otherwise(lit(0.0)))
            .toArray(Column[]::new);
    return functions.array(targets);
  }
}
