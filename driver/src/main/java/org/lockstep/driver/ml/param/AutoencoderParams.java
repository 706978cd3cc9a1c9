package org.lockstep.driver.ml.param;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The Params of an autoencoder: {@code hiddenUnits} are the encoder's, the code's last. */
public interface AutoencoderParams extends NetworkParams {

  /** The owner's columns. */
  AutoencoderParamSet columnSet();

  /** The encoder's layers and the decoder's, which are the same backwards. */
  @Override
  default int[] hiddenSizes() {
    int[] encoder = getHiddenUnits();
    int[] all = new int[2 * encoder.length - 1];
    for (int i = 0; i < encoder.length; i++) {
      all[i] = encoder[i];
      all[all.length - 1 - i] = encoder[i];
    }
    return all;
  }

  /**
   * The schema with the columns that the model adds.
   *
   * @throws IllegalArgumentException if a Param or column does not fit
   */
  default StructType appendColumns(StructType schema) {
    Columns.requireVector(schema, "featuresCol", getFeaturesCol());
    StructType all = Columns.append(schema, "outputCol", getOutputCol(), SQLDataTypes.VectorType());
    all =
        Columns.append(all, "reconstructionCol", getReconstructionCol(), SQLDataTypes.VectorType());
    return Columns.append(all, "errorCol", getErrorCol(), DataTypes.DoubleType);
  }

  default Param<String> featuresCol() {
    return columnSet().featuresCol;
  }

  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  default Param<String> outputCol() {
    return columnSet().outputCol;
  }

  default String getOutputCol() {
    return getOrDefault(outputCol());
  }

  default Param<String> reconstructionCol() {
    return columnSet().reconstructionCol;
  }

  default String getReconstructionCol() {
    return getOrDefault(reconstructionCol());
  }

  default Param<String> errorCol() {
    return columnSet().errorCol;
  }

  default String getErrorCol() {
    return getOrDefault(errorCol());
  }
}
