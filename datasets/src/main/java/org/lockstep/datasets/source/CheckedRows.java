package org.lockstep.datasets.source;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.lockstep.datasets.check.DataException;
import org.lockstep.datasets.check.RejectedRows;
import org.lockstep.datasets.source.Examples.Kind;

/** From checked rows, used and rejected, to persisted examples. */
final class CheckedRows {
  private static final int FIRST_REJECTED = 10;
  private static final int MOST_LABELS = 10_000;

  private CheckedRows() {}

  /** Persists the rows, counts what was rejected and stops if that is too much. */
  static Examples examples(DataSpec spec, Dataset<Row> read, String origin, boolean generated) {
    Dataset<Row> persisted = spread(spec, read).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      RejectedRows rejected = rejected(persisted);
      if (rejected.read() == 0) {
        throw DataException.bad(
            "a data set must hold at least one row. Received: 0 rows (%s)", origin);
      }
      rejected.requireAtMost(spec.maxRejected(), origin);
      if (rejected.used() == 0) {
        throw DataException.bad(
            "a data set must hold at least one row that passes the checks. Received: %d rows, %s (%s)",
            rejected.read(), rejected.reasons(), origin);
      }
      Dataset<Row> used = persisted.filter(col(CheckedColumns.REASON).isNull());
      Kind kind = CheckedColumns.kind(spec);
      if (kind == Kind.VECTOR) {
        used = Vectors.of(used, spec.format().vectorSize());
      }
      used =
          used.drop(
              CheckedColumns.LINE,
              CheckedColumns.REASON,
              CheckedColumns.COLUMN,
              CheckedColumns.VALUE);
      return new Examples(
          used, rejected, labels(spec, used, origin), kind, origin, generated, persisted);
    } catch (RuntimeException | Error e) {
      persisted.unpersist();
      throw e;
    }
  }

  /** A few large files are spread over the slots; results depend on no row's place. */
  private static Dataset<Row> spread(DataSpec spec, Dataset<Row> read) {
    int slots = read.sparkSession().sparkContext().defaultParallelism();
    int wanted = spec.partitions() > 0 ? spec.partitions() : slots;
    boolean enough = spec.partitions() == 0 && read.javaRDD().getNumPartitions() >= slots;
    return enough ? read : read.repartition(wanted, col("file"), col("record"));
  }

  private static RejectedRows rejected(Dataset<Row> rows) {
    SortedMap<String, Long> byReason = new TreeMap<>();
    long used = 0;
    long read = 0;
    for (Row row : rows.groupBy(CheckedColumns.REASON).count().collectAsList()) {
      read += row.getLong(1);
      if (row.isNullAt(0)) {
        used = row.getLong(1);
      } else {
        byReason.put(row.getString(0), row.getLong(1));
      }
    }
    return new RejectedRows(
        read, used, byReason, byReason.isEmpty() ? List.of() : firstRejected(rows));
  }

  private static List<RejectedRows.Example> firstRejected(Dataset<Row> rows) {
    Column[] columns = {
      col("file"),
      col("record"),
      col(CheckedColumns.LINE),
      col(CheckedColumns.REASON),
      col(CheckedColumns.COLUMN),
      col(CheckedColumns.VALUE)
    };
    return rows
        .filter(col(CheckedColumns.REASON).isNotNull())
        .select(columns)
        .orderBy("file", "record")
        .limit(FIRST_REJECTED)
        .collectAsList()
        .stream()
        .map(
            row ->
                new RejectedRows.Example(
                    InputFiles.shown(row.getString(0)),
                    row.getLong(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .toList();
  }

  private static List<String> labels(DataSpec spec, Dataset<Row> used, String origin) {
    Outcome outcome = spec.outcome();
    boolean unnamed =
        outcome == Outcome.NUMBERS || outcome == Outcome.RECONSTRUCTION || outcome == Outcome.NONE;
    if (unnamed || !spec.labels().isEmpty()) {
      return unnamed ? List.of() : spec.labels();
    }
    Column label =
        outcome == Outcome.LABELS
            ? functions.explode(col(CheckedColumns.LABEL_SET))
            : col(CheckedColumns.LABEL);
    List<String> found =
        used.select(label).distinct().limit(MOST_LABELS + 1).collectAsList().stream()
            .map(row -> row.getString(0))
            .toList();
    if (found.size() > MOST_LABELS) {
      throw DataException.bad(
          "a label column must have at most %d classes; for a number to predict set data.target. "
              + "Received: more (%s)",
          MOST_LABELS, origin);
    }
    if (found.isEmpty()) {
      throw DataException.bad("rows must have labels. Received: none in any row (%s)", origin);
    }
    return Labels.sorted(found);
  }
}
