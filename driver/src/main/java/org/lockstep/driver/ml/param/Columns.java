package org.lockstep.driver.ml.param;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The columns that a fit reads beside features and label. */
public final class Columns {
  private Columns() {}

  /** A column that a Param names, if it is set. */
  public static Optional<String> name(NetworkParams params, Param<String> column) {
    return params.isDefined(column) && !params.getOrDefault(column).isEmpty()
        ? Optional.of(params.getOrDefault(column))
        : Optional.empty();
  }

  /**
   * @throws IllegalArgumentException if the weights are not numbers or the validation indicator is
   *     not a boolean
   */
  public static void check(NetworkParams params, StructType schema) {
    check(params, params.weightCol(), schema, "numeric", type -> type instanceof NumericType);
    check(
        params,
        params.validationIndicatorCol(),
        schema,
        "boolean",
        type -> type.equals(DataTypes.BooleanType));
  }

  private static void check(
      NetworkParams params,
      Param<String> param,
      StructType schema,
      String wanted,
      Predicate<DataType> allowed) {
    name(params, param)
        .ifPresent(
            column -> {
              DataType type = type(schema, param.name(), column);
              if (!allowed.test(type)) {
                throw new IllegalArgumentException(
                    "%s must be %s. Received: %s (column %s)"
                        .formatted(param.name(), wanted, type.simpleString(), column));
              }
            });
  }

  /**
   * @throws IllegalArgumentException if the column is not there or not one of vectors
   */
  public static void requireVector(StructType schema, String param, String column) {
    DataType type = type(schema, param, column);
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "%s must be a vector column. Received: %s (column %s)"
              .formatted(param, type.simpleString(), column));
    }
  }

  /**
   * The type of a column.
   *
   * @throws IllegalArgumentException if it is not there
   */
  public static DataType type(StructType schema, String param, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "%s must name a column, one of %s. Received: %s"
              .formatted(param, String.join(", ", schema.fieldNames()), column));
    }
    return schema.apply(column).dataType();
  }

  /**
   * The schema with a column that a model adds; a name that is empty adds none.
   *
   * @throws IllegalArgumentException if the column is already there
   */
  public static StructType append(StructType schema, String param, String name, DataType type) {
    if (name.isEmpty()) {
      return schema;
    }
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "%s must be a new column. Received: %s (columns %s)"
              .formatted(param, name, String.join(", ", schema.fieldNames())));
    }
    return schema.add(name, type, false);
  }
}
