package org.lockstep.driver.ml.param;

/**
 * The setters of {@link AutoencoderParams}' columns.
 *
 * @param <S> the estimator or model itself
 */
public interface AutoencoderSetters<S> extends AutoencoderParams {

  /** This estimator or model. */
  S self();

  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  default S setOutputCol(String value) {
    set(outputCol(), value);
    return self();
  }

  default S setReconstructionCol(String value) {
    set(reconstructionCol(), value);
    return self();
  }

  default S setErrorCol(String value) {
    set(errorCol(), value);
    return self();
  }
}
