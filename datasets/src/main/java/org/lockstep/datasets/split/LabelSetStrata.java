package org.lockstep.datasets.split;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.lockstep.datasets.check.DataException;

/**
 * Strata of rows that have no one class: rows with the same set of labels, or with the same class
 * of the largest share (the first of equals). Sets of fewer rows than there are splits, and all but
 * the {@value #MOST} most frequent, are one stratum together, since they cannot be divided alone.
 */
final class LabelSetStrata {
  static final int MOST = 1000;

  private static final String KEY = "split_key";

  /** No set's key, since labels are not empty: the rows of rare sets. */
  private static final String RARE = "\u001f\u001f";

  private static final String BETWEEN = "\u001f";

  private LabelSetStrata() {}

  /** The key of a set: its labels, sorted as they are, joined. */
  static Column ofLabels(String column) {
    return array_join(col(column), BETWEEN);
  }

  static Column ofShares(String column) {
    Column shares = col(column);
    return array_position(shares, array_max(shares)).cast(DataTypes.StringType);
  }

  /**
   * Replaces the keys of rare sets.
   *
   * @param rows with the column {@code stratum}, the key
   * @param splits the least rows of a set of its own
   */
  static Dataset<Row> pooled(Dataset<Row> rows, String stratum, int splits) {
    List<Row> frequent =
        rows.groupBy(col(stratum).alias(KEY))
            .count()
            .filter(col("count").geq(splits))
            .orderBy(col("count").desc(), col(KEY))
            .limit(MOST)
            .collectAsList();
    long pool = rows.count() - frequent.stream().mapToLong(row -> row.getLong(1)).sum();
    // Too few to be divided: the rarest of the others joins them.
    boolean joined = pool > 0 && pool < splits && !frequent.isEmpty();
    HashSet<String> kept = new HashSet<>();
    for (Row row : frequent.subList(0, frequent.size() - (joined ? 1 : 0))) {
      kept.add(row.getString(0));
    }
    UDF1<String, String> name = key -> kept.contains(key) ? key : RARE;
    return rows.withColumn(stratum, functions.udf(name, DataTypes.StringType).apply(col(stratum)));
  }

  /** The strata that there are, in a fixed order. */
  static List<String> names(Dataset<Row> rows, String stratum) {
    List<String> names = new ArrayList<>();
    for (Row row : rows.select(stratum).distinct().collectAsList()) {
      names.add(row.getString(0));
    }
    names.sort(null);
    return names;
  }

  /**
   * Refuses data in which a label is too rare to be learnt and tested.
   *
   * @throws DataException if a label has fewer rows than there are splits
   */
  static void requireEach(Dataset<Row> rows, String column, List<String> labels, int splits) {
    List<Row> counts =
        rows.select(functions.explode(col(column)).alias(KEY)).groupBy(KEY).count().collectAsList();
    for (String label : labels) {
      long found =
          counts.stream()
              .filter(row -> row.getString(0).equals(label))
              .mapToLong(row -> row.getLong(1))
              .sum();
      if (found < splits) {
        throw DataException.bad(
            "label \"%s\" must be that of at least one row for each of the %d splits. Received: %d rows",
            label, splits, found);
      }
    }
  }
}
