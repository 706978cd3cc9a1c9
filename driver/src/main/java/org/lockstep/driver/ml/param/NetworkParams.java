package org.lockstep.driver.ml.param;

import java.util.Arrays;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasWeightCol;

/**
 * The Params that all estimators and models of this package have beside Spark's columns; {@code
 * explainParams()} says what each means. Spark finds a Param by the method that returns it.
 */
public interface NetworkParams extends Params, HasWeightCol {

  /** The owner's Params. */
  NetworkParamSet paramSet();

  /** Units of the hidden layers: the inner sizes of {@code layers} or, if not set, hiddenUnits. */
  default int[] hiddenSizes() {
    if (!isDefined(layers())) {
      return getHiddenUnits();
    }
    int[] all = getLayers();
    return Arrays.copyOfRange(all, 1, all.length - 1);
  }

  /**
   * The part of Scala's trait that makes its own Param, which {@link #paramSet()} makes here. The
   * trait is what Spark's OneVsRest looks for to hand on weights.
   */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> made) {
    // made by the param set
  }

  @Override
  default Param<String> weightCol() {
    return paramSet().weightCol;
  }

  @Override
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  default Param<String> validationIndicatorCol() {
    return paramSet().validationIndicatorCol;
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  default IntParam maxIter() {
    return paramSet().maxIter;
  }

  default int getMaxIter() {
    return (Integer) getOrDefault(maxIter());
  }

  default DoubleParam tol() {
    return paramSet().tol;
  }

  default double getTol() {
    return (Double) getOrDefault(tol());
  }

  default DoubleParam stepSize() {
    return paramSet().stepSize;
  }

  default double getStepSize() {
    return (Double) getOrDefault(stepSize());
  }

  default IntParam blockSize() {
    return paramSet().blockSize;
  }

  default int getBlockSize() {
    return (Integer) getOrDefault(blockSize());
  }

  default IntArrayParam layers() {
    return paramSet().layers;
  }

  default int[] getLayers() {
    return getOrDefault(layers());
  }

  default Param<String> solver() {
    return paramSet().solver;
  }

  default String getSolver() {
    return getOrDefault(solver());
  }

  default LongParam seed() {
    return paramSet().seed;
  }

  default long getSeed() {
    return (Long) getOrDefault(seed());
  }

  default Param<Vector> initialWeights() {
    return paramSet().initialWeights;
  }

  default Vector getInitialWeights() {
    return getOrDefault(initialWeights());
  }

  default IntArrayParam hiddenUnits() {
    return paramSet().hiddenUnits;
  }

  default int[] getHiddenUnits() {
    return getOrDefault(hiddenUnits());
  }

  default Param<String> activation() {
    return paramSet().activation;
  }

  default String getActivation() {
    return getOrDefault(activation());
  }

  default Param<String> initializer() {
    return paramSet().initializer;
  }

  default String getInitializer() {
    return getOrDefault(initializer());
  }

  default DoubleParam l1() {
    return paramSet().l1;
  }

  default double getL1() {
    return (Double) getOrDefault(l1());
  }

  default DoubleParam l2() {
    return paramSet().l2;
  }

  default double getL2() {
    return (Double) getOrDefault(l2());
  }

  default DoubleParam dropout() {
    return paramSet().dropout;
  }

  default double getDropout() {
    return (Double) getOrDefault(dropout());
  }

  default BooleanParam batchNormalization() {
    return paramSet().batchNormalization;
  }

  default boolean getBatchNormalization() {
    return (Boolean) getOrDefault(batchNormalization());
  }

  default Param<String> loss() {
    return paramSet().loss;
  }

  default String getLoss() {
    return getOrDefault(loss());
  }

  default Param<String> optimizer() {
    return paramSet().optimizer;
  }

  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  default Param<String> schedule() {
    return paramSet().schedule;
  }

  default String getSchedule() {
    return getOrDefault(schedule());
  }

  default Param<String> clip() {
    return paramSet().clip;
  }

  default String getClip() {
    return getOrDefault(clip());
  }

  default IntParam batchSize() {
    return paramSet().batchSize;
  }

  default int getBatchSize() {
    return (Integer) getOrDefault(batchSize());
  }

  default IntParam workers() {
    return paramSet().workers;
  }

  default int getWorkers() {
    return (Integer) getOrDefault(workers());
  }

  default IntParam patience() {
    return paramSet().patience;
  }

  default int getPatience() {
    return (Integer) getOrDefault(patience());
  }

  default Param<String> monitor() {
    return paramSet().monitor;
  }

  default String getMonitor() {
    return getOrDefault(monitor());
  }

  default Param<String> classWeight() {
    return paramSet().classWeight;
  }

  default String getClassWeight() {
    return getOrDefault(classWeight());
  }

  default Param<String> loop() {
    return paramSet().loop;
  }

  default String getLoop() {
    return getOrDefault(loop());
  }

  default Param<String> settings() {
    return paramSet().settings;
  }

  default String getSettings() {
    return getOrDefault(settings());
  }

  default Param<String> layerRates() {
    return paramSet().layerRates;
  }

  default String getLayerRates() {
    return getOrDefault(layerRates());
  }

  default StringArrayParam frozenLayers() {
    return paramSet().frozenLayers;
  }

  default String[] getFrozenLayers() {
    return getOrDefault(frozenLayers());
  }

  default Param<String> warmStart() {
    return paramSet().warmStart;
  }

  default String getWarmStart() {
    return getOrDefault(warmStart());
  }

  default Param<String> head() {
    return paramSet().head;
  }

  default String getHead() {
    return getOrDefault(head());
  }

  default StringArrayParam featureNames() {
    return paramSet().featureNames;
  }

  default String[] getFeatureNames() {
    return getOrDefault(featureNames());
  }
}
