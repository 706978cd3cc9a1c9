package org.lockstep.trainer.update;

/** The learning rate of each step. */
@FunctionalInterface
public interface LearningRate {

  /**
   * @param step 1 for the first step of the run
   */
  double at(long step);
}
