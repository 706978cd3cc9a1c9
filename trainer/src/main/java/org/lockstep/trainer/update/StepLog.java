package org.lockstep.trainer.update;

import org.lockstep.trainer.optimizer.Optimizer;
import org.lockstep.trainer.training.LayerRates;

/**
 * The learning rate and the optimizer's rates of the steps since all rows were last brought up, so
 * that a row can make them later. Positions count from 0.
 */
public final class StepLog {
  private final Optimizer optimizer;
  private final double[] learningRates;

  /** By which the layers' learning rates differ, 1 first; and the rates for each of them. */
  private final double[] factors;

  private final float[][] rates;
  private int size;

  /**
   * @param capacity steps that it can hold
   */
  public StepLog(Optimizer optimizer, int capacity) {
    this(optimizer, capacity, LayerRates.same());
  }

  /**
   * @param capacity steps that it can hold
   * @param layerRates for each of whose factors there are rates
   */
  public StepLog(Optimizer optimizer, int capacity, LayerRates layerRates) {
    this.factors = layerRates.distinct();
    this.optimizer = optimizer;
    this.learningRates = new double[capacity];
    this.rates = new float[factors.length][Math.multiplyExact(capacity, optimizer.ratesPerStep())];
  }

  /**
   * Appends a step.
   *
   * @param step 1 for the first step of the run
   */
  public void append(long step, double learningRate) {
    learningRates[size] = learningRate;
    for (int i = 0; i < factors.length; i++) {
      optimizer.rates(step, learningRate * factors[i], rates[i], size * optimizer.ratesPerStep());
    }
    size++;
  }

  public int size() {
    return size;
  }

  public boolean isFull() {
    return size == learningRates.length;
  }

  public void clear() {
    size = 0;
  }

  double learningRate(int position) {
    return learningRates[position];
  }

  /**
   * The rates of layers that learn with this factor.
   *
   * @param factor one of the layers', not 0
   */
  float[] rates(double factor) {
    for (int i = 0; i < factors.length; i++) {
      if (factors[i] == factor) {
        return rates[i];
      }
    }
    throw new IllegalArgumentException("no layer learns with the factor " + factor);
  }

  int ratesPerStep() {
    return optimizer.ratesPerStep();
  }
}
