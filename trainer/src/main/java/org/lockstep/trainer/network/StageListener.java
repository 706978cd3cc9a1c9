package org.lockstep.trainer.network;

import org.lockstep.trainer.matrix.Matrix;

/**
 * Sees what the layers hand on while a pass goes through a workspace, before a later one writes
 * over it. A layer may hand on more than once: a dense one its z, and its a where it has an
 * activation. Matrices are live, to be read only.
 */
public interface StageListener {

  /**
   * On the way forward.
   *
   * @param layer {@code dense_1}, {@code batch_normalization_1}; the layers of a kind count from 1
   * @param relu whether it is what a relu gave
   * @param output (rows, columns)
   */
  void wrote(String layer, boolean relu, Matrix output);

  /**
   * On the way back, the last layer first.
   *
   * @param delta ∂ℓ/∂output (rows, columns)
   */
  void received(String layer, Matrix delta);
}
