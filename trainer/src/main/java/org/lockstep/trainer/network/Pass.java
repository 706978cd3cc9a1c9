package org.lockstep.trainer.network;

import org.lockstep.trainer.data.MiniBatch;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.matrix.MatrixMath;

/**
 * What the stages of a pass share. One object a pass kind, reused from mini-batch to mini-batch.
 */
final class Pass {
  private final MatrixMath math;
  private final StepKey key = new StepKey(0, 0, 0);
  private float[] parameters = new float[0];
  private MiniBatch batch;
  private boolean training;
  private boolean sparseKernelLeftOut;
  private int gradientStart;

  /** Null nearly always. */
  private Matrix products;

  private int place;

  Pass(MatrixMath math) {
    this.math = math;
  }

  /** As the network predicts, or on the way back. */
  Pass over(float[] parameters, MiniBatch batch) {
    this.parameters = parameters;
    this.batch = batch;
    this.training = false;
    this.sparseKernelLeftOut = false;
    this.gradientStart = 0;
    this.products = null;
    return this;
  }

  /**
   * On the way forward, where somebody else has computed x·W + b of the first dense layer, together
   * with that of other networks.
   *
   * @param products (rows, at least place + units)
   * @param place of the layer's first unit there
   */
  Pass from(Matrix products, int place) {
    this.products = products;
    this.place = place;
    return this;
  }

  /** Null unless the first dense layer's products are known. */
  Matrix products() {
    return products;
  }

  int place() {
    return place;
  }

  /** On the way forward in training. */
  Pass training(float[] parameters, MiniBatch batch, long seed, long step, int worker) {
    over(parameters, batch);
    this.training = true;
    key.moveTo(seed, step, worker);
    return this;
  }

  /**
   * On a way back that leaves the gradient of a kernel with sparse input to others.
   *
   * @param gradientStart the first of the parameters whose gradient is asked for
   */
  Pass leavingSparseKernelOut(int gradientStart) {
    this.sparseKernelLeftOut = true;
    this.gradientStart = gradientStart;
    return this;
  }

  boolean sparseKernelLeftOut() {
    return sparseKernelLeftOut;
  }

  /** Which of the parameters element 0 of the gradient belongs to. */
  int gradientStart() {
    return gradientStart;
  }

  MatrixMath math() {
    return math;
  }

  float[] parameters() {
    return parameters;
  }

  MiniBatch batch() {
    return batch;
  }

  int rows() {
    return batch.rows();
  }

  /** Whether noise is added, values are dropped and the batch's own statistics are used. */
  boolean training() {
    return training;
  }

  /** Of {@link #training(float[], MiniBatch, long, long, int)}. */
  StepKey key() {
    return key;
  }
}
