package org.lockstep.datasets.table;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The columns that an estimator of table features and its model have in common.
 *
 * @param <S> the stage itself
 */
public interface TableColumns<S extends TableColumns<S>> extends Params {
  Param<String> numericCol();

  Param<String> categoricalCol();

  Param<String> outputCol();

  static Param<String> numericCol(Params stage) {
    return new Param<>(stage, "numericCol", "array of doubles, NaN = blank (default numeric)");
  }

  static Param<String> categoricalCol(Params stage) {
    return new Param<>(
        stage, "categoricalCol", "array of strings, null = blank (default categorical)");
  }

  static Param<String> outputCol(Params stage) {
    return new Param<>(stage, "outputCol", "new vector column (default features)");
  }

  /** To be called by a stage's constructor. */
  default void setDefaultColumns() {
    setDefault(numericCol(), "numeric");
    setDefault(categoricalCol(), "categorical");
    setDefault(outputCol(), "features");
  }

  @SuppressWarnings("unchecked")
  private S self() {
    return (S) this;
  }

  default String getNumericCol() {
    return getOrDefault(numericCol()).toString();
  }

  default S setNumericCol(String column) {
    set(numericCol(), column);
    return self();
  }

  default String getCategoricalCol() {
    return getOrDefault(categoricalCol()).toString();
  }

  default S setCategoricalCol(String column) {
    set(categoricalCol(), column);
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
