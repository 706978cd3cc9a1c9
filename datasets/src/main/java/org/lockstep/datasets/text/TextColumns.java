package org.lockstep.datasets.text;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The columns that an estimator of text features and its model have in common.
 *
 * @param <S> the stage itself
 */
public interface TextColumns<S extends TextColumns<S>> extends Params {
  Param<String> inputCol();

  Param<String> outputCol();

  static Param<String> inputCol(Params stage) {
    return new Param<>(stage, "inputCol", "text column (default text)");
  }

  static Param<String> outputCol(Params stage) {
    return new Param<>(stage, "outputCol", "new vector column (default features)");
  }

  /** To be called by a stage's constructor. */
  default void setDefaultColumns() {
    setDefault(inputCol(), "text");
    setDefault(outputCol(), "features");
  }

  @SuppressWarnings("unchecked")
  private S self() {
    return (S) this;
  }

  default String getInputCol() {
    return getOrDefault(inputCol()).toString();
  }

  default S setInputCol(String column) {
    set(inputCol(), column);
    return self();
  }

  default String getOutputCol() {
    return getOrDefault(outputCol()).toString();
  }

  default S setOutputCol(String column) {
    set(outputCol(), column);
    return self();
  }
}
