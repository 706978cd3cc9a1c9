package org.lockstep.driver.ml.param;

/**
 * The setters of {@link MultiLabelParams}.
 *
 * @param <S> the estimator or model itself
 */
public interface MultiLabelSetters<S> extends MultiLabelParams {

  /** This estimator or model. */
  S self();

  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  default S setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  default S setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  default S setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return self();
  }

  default S setThresholds(double[] value) {
    set(thresholds(), value);
    return self();
  }

  default S setNumLabels(int value) {
    set(numLabels(), (Object) value);
    return self();
  }
}
