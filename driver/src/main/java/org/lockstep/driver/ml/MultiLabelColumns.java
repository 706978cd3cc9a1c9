package org.lockstep.driver.ml;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that a multi-label model adds; a name that is empty adds none. */
final class MultiLabelColumns {
  static final DataType PREDICTION = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private MultiLabelColumns() {}

  /**
   * @throws IllegalArgumentException if a new column is already there
   */
  static StructType append(MultiLabelParams params, StructType schema) {
    StructType all = schema;
    all =
        FitSchema.append(
            all, "rawPredictionCol", params.getRawPredictionCol(), SQLDataTypes.VectorType());
    all =
        FitSchema.append(
            all, "probabilityCol", params.getProbabilityCol(), SQLDataTypes.VectorType());
    return FitSchema.append(all, "predictionCol", params.getPredictionCol(), PREDICTION);
  }
}
