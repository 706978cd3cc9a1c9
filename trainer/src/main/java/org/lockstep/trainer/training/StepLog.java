package org.lockstep.trainer.training;

import org.lockstep.trainer.optimizer.Optimizer;

/**
 * The learning rate and the optimizer's rates of the steps since all rows were last brought up, so
 * that a row can make them later. Positions count from 0.
 */
final class StepLog {
  private final Optimizer optimizer;
  private final double[] learningRates;
  private final float[] rates;
  private int size;

  /**
   * @param capacity steps that it can hold
   */
  StepLog(Optimizer optimizer, int capacity) {
    this.optimizer = optimizer;
    this.learningRates = new double[capacity];
    this.rates = new float[Math.multiplyExact(capacity, optimizer.ratesPerStep())];
  }

  /**
   * Appends a step.
   *
   * @param step 1 for the first step of the run
   */
  void append(long step, double learningRate) {
    learningRates[size] = learningRate;
    optimizer.rates(step, learningRate, rates, size * optimizer.ratesPerStep());
    size++;
  }

  int size() {
    return size;
  }

  boolean isFull() {
    return size == learningRates.length;
  }

  void clear() {
    size = 0;
  }

  double learningRate(int position) {
    return learningRates[position];
  }

  float[] rates() {
    return rates;
  }

  int ratesPerStep() {
    return optimizer.ratesPerStep();
  }
}
