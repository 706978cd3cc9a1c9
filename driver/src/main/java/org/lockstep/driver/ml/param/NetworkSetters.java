package org.lockstep.driver.ml.param;

import org.apache.spark.ml.linalg.Vector;

/**
 * The setters of {@link NetworkParams}, whose documentation is {@code explainParams()}.
 *
 * @param <S> the estimator itself
 */
public interface NetworkSetters<S> extends NetworkParams {

  /** This estimator. */
  S self();

  default S setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  default S setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return self();
  }

  default S setMaxIter(int value) {
    set(maxIter(), (Object) value);
    return self();
  }

  default S setTol(double value) {
    set(tol(), (Object) value);
    return self();
  }

  default S setStepSize(double value) {
    set(stepSize(), (Object) value);
    return self();
  }

  default S setBlockSize(int value) {
    set(blockSize(), (Object) value);
    return self();
  }

  default S setLayers(int[] value) {
    set(layers(), value);
    return self();
  }

  default S setSolver(String value) {
    set(solver(), value);
    return self();
  }

  default S setSeed(long value) {
    set(seed(), (Object) value);
    return self();
  }

  default S setInitialWeights(Vector value) {
    set(initialWeights(), value);
    return self();
  }

  default S setHiddenUnits(int[] value) {
    set(hiddenUnits(), value);
    return self();
  }

  default S setActivation(String value) {
    set(activation(), value);
    return self();
  }

  default S setInitializer(String value) {
    set(initializer(), value);
    return self();
  }

  default S setL1(double value) {
    set(l1(), (Object) value);
    return self();
  }

  default S setL2(double value) {
    set(l2(), (Object) value);
    return self();
  }

  default S setDropout(double value) {
    set(dropout(), (Object) value);
    return self();
  }

  default S setBatchNormalization(boolean value) {
    set(batchNormalization(), (Object) value);
    return self();
  }

  default S setLoss(String value) {
    set(loss(), value);
    return self();
  }

  default S setOptimizer(String value) {
    set(optimizer(), value);
    return self();
  }

  default S setSchedule(String value) {
    set(schedule(), value);
    return self();
  }

  default S setClip(String value) {
    set(clip(), value);
    return self();
  }

  default S setBatchSize(int value) {
    set(batchSize(), (Object) value);
    return self();
  }

  default S setWorkers(int value) {
    set(workers(), (Object) value);
    return self();
  }

  default S setPatience(int value) {
    set(patience(), (Object) value);
    return self();
  }

  default S setMonitor(String value) {
    set(monitor(), value);
    return self();
  }

  default S setClassWeight(String value) {
    set(classWeight(), value);
    return self();
  }

  default S setLoop(String value) {
    set(loop(), value);
    return self();
  }

  default S setSettings(String value) {
    set(settings(), value);
    return self();
  }

  default S setLayerRates(String value) {
    set(layerRates(), value);
    return self();
  }

  default S setFrozenLayers(String[] value) {
    set(frozenLayers(), value);
    return self();
  }

  default S setWarmStart(String value) {
    set(warmStart(), value);
    return self();
  }

  default S setHead(String value) {
    set(head(), value);
    return self();
  }

  default S setFeatureNames(String[] value) {
    set(featureNames(), value);
    return self();
  }
}
