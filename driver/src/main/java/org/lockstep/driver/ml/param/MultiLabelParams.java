package org.lockstep.driver.ml.param;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The columns and thresholds of a multi-label estimator or model. */
public interface MultiLabelParams extends Params {

  /** The owner's columns. */
  MultiLabelParamSet columnSet();

  default Param<String> featuresCol() {
    return columnSet().featuresCol;
  }

  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  default Param<String> labelCol() {
    return columnSet().labelCol;
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  default Param<String> predictionCol() {
    return columnSet().predictionCol;
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  default Param<String> probabilityCol() {
    return columnSet().probabilityCol;
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  default Param<String> rawPredictionCol() {
    return columnSet().rawPredictionCol;
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  default DoubleArrayParam thresholds() {
    return columnSet().thresholds;
  }

  default double[] getThresholds() {
    return getOrDefault(thresholds());
  }

  default IntParam numLabels() {
    return columnSet().numLabels;
  }

  default int getNumLabels() {
    return (Integer) getOrDefault(numLabels());
  }
}
