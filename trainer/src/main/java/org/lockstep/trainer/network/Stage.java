package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/**
 * One piece of a network as the passes walk through it, with the buffers that it needs. A stage
 * hands its output to the next one and, on the way back, ∂ℓ/∂output becomes ∂ℓ/∂input. Matrices
 * that are handed on start at element 0 of their array.
 */
interface Stage {

  /**
   * The stage's output for a mini-batch.
   *
   * @param in what the stage before wrote, or the batch's dense rows; null for sparse rows, which
   *     only a {@link DenseStage} reads
   * @return (rows, columns): a buffer, {@code in} itself if nothing is to be done or if its owner
   *     allows that it is written over
   */
  Matrix forward(Matrix in, Pass pass);

  /**
   * The way back; follows {@link #forward} in training on the same mini-batch.
   *
   * @param delta on entry ∂ℓ/∂output, used up
   * @param gradient receives the stage's part, added to what is there
   * @return ∂ℓ/∂input: {@code delta} itself or another buffer; undefined for the first stage that
   *     has parameters, below which nobody asks
   */
  Matrix backward(Matrix delta, Pass pass, float[] gradient);

  /** Lets go of the gradient that {@link #backward} was given last. */
  default void releaseGradient() {}

  /** Whether {@link #backward} reads what {@link #forward} returned, so that it must stay. */
  boolean readsOutput();

  /** Whether it has a slice of the parameters, so that the way back must reach it. */
  boolean hasParameters();
}
