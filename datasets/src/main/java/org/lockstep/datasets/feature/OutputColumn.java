package org.lockstep.datasets.feature;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The schema rules of a transformer: its input columns are there, its output column is new. */
public final class OutputColumn {
  private OutputColumn() {}

  /**
   * The schema with a vector column appended.
   *
   * @throws IllegalArgumentException if {@code name} is already there
   */
  public static StructType append(StructType schema, String name) {
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "outputCol must be a new column. Received: %s (columns %s)"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    return schema.add(name, SQLDataTypes.VectorType(), false);
  }

  /**
   * @throws IllegalArgumentException unless the schema has the column, of the type
   */
  public static void require(StructType schema, String param, String column, DataType type) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "%s must name a column, one of %s. Received: %s"
              .formatted(param, String.join(", ", schema.fieldNames()), column));
    }
    DataType found = schema.apply(column).dataType();
    if (!DataType.equalsIgnoreNullability(found, type)) {
      throw new IllegalArgumentException(
          "%s must be of type %s. Received: %s (column %s)"
              .formatted(param, type.simpleString(), found.simpleString(), column));
    }
  }
}
