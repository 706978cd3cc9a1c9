package org.lockstep.driver.ml.param;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;

/**
 * The Params of self-training and their setters; {@code explainParams()} says what each means.
 *
 * @param <S> the estimator itself
 */
public interface SelfTrainingSetters<S> extends NetworkSetters<S> {

  /** The owner's Params of self-training. */
  SelfTrainingParamSet selfTrainingSet();

  default IntParam rounds() {
    return selfTrainingSet().rounds;
  }

  default int getRounds() {
    return (Integer) getOrDefault(rounds());
  }

  default S setRounds(int value) {
    set(rounds(), (Object) value);
    return self();
  }

  default DoubleParam confidence() {
    return selfTrainingSet().confidence;
  }

  default double getConfidence() {
    return (Double) getOrDefault(confidence());
  }

  default S setConfidence(double value) {
    set(confidence(), (Object) value);
    return self();
  }

  default DoubleParam pseudoWeight() {
    return selfTrainingSet().pseudoWeight;
  }

  default double getPseudoWeight() {
    return (Double) getOrDefault(pseudoWeight());
  }

  default S setPseudoWeight(double value) {
    set(pseudoWeight(), (Object) value);
    return self();
  }
}
