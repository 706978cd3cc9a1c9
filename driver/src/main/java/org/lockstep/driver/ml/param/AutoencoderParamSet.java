package org.lockstep.driver.ml.param;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The columns of an autoencoder, with their defaults. */
public final class AutoencoderParamSet implements Serializable {
  private static final long serialVersionUID = 1L;

  final Param<String> featuresCol;
  final Param<String> outputCol;
  final Param<String> reconstructionCol;
  final Param<String> errorCol;

  public AutoencoderParamSet(Params owner) {
    featuresCol = new Param<>(owner, "featuresCol", "vector column");
    outputCol = new Param<>(owner, "outputCol", "new column: the code, a dense vector");
    reconstructionCol =
        new Param<>(owner, "reconstructionCol", "new column: the decoded code; empty: none");
    errorCol =
        new Param<>(
            owner,
            "errorCol",
            "new column: mean squared difference of a row and its reconstruction; empty: none");
    owner.setDefault(featuresCol, "features");
    owner.setDefault(outputCol, "code");
    owner.setDefault(reconstructionCol, "");
    owner.setDefault(errorCol, "");
  }
}
