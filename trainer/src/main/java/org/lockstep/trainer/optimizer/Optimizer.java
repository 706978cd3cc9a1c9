package org.lockstep.trainer.optimizer;

import java.util.List;

/**
 * Turns a mean gradient into new parameters and keeps what it must remember between steps.
 *
 * <p>Every formula is element-wise in float, each operation rounded on its own (no fused
 * multiply-add), in the order that its Javadoc gives with brackets. Scalars are computed in double
 * and cast to float once a step. So any implementation that follows the order, in lanes or row by
 * row later, has the same bits. Not thread-safe.
 */
public interface Optimizer {

  /**
   * Makes one step in place.
   *
   * @param gradient of the objective, as long as {@code parameters}; only read
   * @param step 1 for the first step of a training
   * @param learningRate the rate of this step, the schedule's factor included
   */
  void update(float[] parameters, float[] gradient, long step, double learningRate);

  /**
   * The arrays that it remembers, each as long as the parameters, in the order that its class
   * gives: the live arrays, so that a checkpoint can be read out of them and written back.
   */
  List<float[]> state();
}
