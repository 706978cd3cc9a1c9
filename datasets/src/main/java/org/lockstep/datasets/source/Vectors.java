package org.lockstep.datasets.source;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/** Indices and values to one {@code vector} column, all of one size. */
final class Vectors {
  private Vectors() {}

  /**
   * Replaces {@code indices} and {@code values} by {@code vector}.
   *
   * @param size the number of features, 0 for the largest index found
   */
  static Dataset<Row> of(Dataset<Row> rows, int size) {
    int features = size > 0 ? size : largest(rows);
    UDF2<scala.collection.Seq<Integer>, scala.collection.Seq<Double>, SparseVector> vector =
        (indices, values) ->
            new SparseVector(
                features,
                CollectionConverters.asJava(indices).stream().mapToInt(i -> i).toArray(),
                CollectionConverters.asJava(values).stream().mapToDouble(v -> v).toArray());
    Column made =
        functions
            .udf(vector, SQLDataTypes.VectorType())
            .apply(col(CheckedColumns.INDICES), col(CheckedColumns.VALUES))
            .alias("vector");
    List<Column> columns =
        Stream.of(rows.columns())
            .filter(name -> !name.equals(CheckedColumns.VALUES))
            .map(name -> name.equals(CheckedColumns.INDICES) ? made : col(name))
            .toList();
    return rows.select(columns.toArray(new Column[0]));
  }

  private static int largest(Dataset<Row> rows) {
    Row row = rows.agg(functions.max(functions.array_max(col(CheckedColumns.INDICES)))).first();
    return row.isNullAt(0) ? 1 : row.getInt(0) + 1;
  }
}
