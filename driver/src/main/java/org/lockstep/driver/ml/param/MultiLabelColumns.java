package org.lockstep.driver.ml.param;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a multi-label model adds; a name that is empty adds none. */
public final class MultiLabelColumns {
  public static final DataType PREDICTION = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private MultiLabelColumns() {}

  /**
   * @throws IllegalArgumentException if a new column is already there
   */
  public static StructType append(MultiLabelParams params, StructType schema) {
    StructType all = schema;
    all =
        Columns.append(
            all, "rawPredictionCol", params.getRawPredictionCol(), SQLDataTypes.VectorType());
    all =
        Columns.append(
            all, "probabilityCol", params.getProbabilityCol(), SQLDataTypes.VectorType());
    return Columns.append(all, "predictionCol", params.getPredictionCol(), PREDICTION);
  }
}
