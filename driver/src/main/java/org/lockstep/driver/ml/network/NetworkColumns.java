package org.lockstep.driver.ml.network;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.lockstep.driver.scoring.SharedNetwork;

/**
 * The columns that a model adds to rows, batch or streaming, in one pass: the weights are broadcast
 * and the network is asked once a row, however many columns there are and whatever stands behind
 * them in the query.
 */
public final class NetworkColumns {
  private static final String ANSWERS = "__lockstep_answers";

  private NetworkColumns() {}

  /** The fields of a schema with these names; a name that is empty has none. */
  public static List<StructField> fields(StructType schema, List<String> names) {
    return names.stream().filter(name -> !name.isEmpty()).map(schema::apply).toList();
  }

  /**
   * All columns come out of one function, which is called non-deterministic: Spark would otherwise
   * be free to copy it into each of them, and into filters behind.
   *
   * @param features a column of vectors; a row without one stops the query
   * @param added in the order of the answers; none leaves the rows as they are
   */
  public static Dataset<Row> append(
      Dataset<?> dataset,
      String features,
      FittedNetwork network,
      RowAnswers answers,
      List<StructField> added) {
    Dataset<Row> rows = dataset.toDF();
    if (added.isEmpty()) {
      return rows;
    }
    Broadcast<SharedNetwork> shared = network.shared(dataset.sparkSession());
    UDF1<Vector, Row> ask =
        row -> {
          if (row == null) {
            throw new IllegalArgumentException(
                "featuresCol must hold a vector in every row. Received: null (column %s)"
                    .formatted(features));
          }
          return RowFactory.create(answers.of(FittedNetwork.of(shared.value()), row));
        };
    Column asked =
        udf(ask, new StructType(added.toArray(StructField[]::new)))
            .asNondeterministic()
            .asNonNullable()
            .apply(col(features));
    List<Column> all = new ArrayList<>(List.of(col("*")));
    for (StructField field : added) {
      all.add(col(ANSWERS).getField(field.name()).as(field.name(), field.metadata()));
    }
    return rows.withColumn(ANSWERS, asked).select(all.toArray(Column[]::new)).drop(ANSWERS);
  }
}
