package org.lockstep.trainer.update;

import org.lockstep.trainer.network.ParameterLayout;

/**
 * A step of stretches of one slice of the parameters, whose elements need nothing of the others.
 */
public interface StretchStep {

  ParameterLayout.Slice slice();

  /**
   * Makes a step of {@code w[from … from + length)}.
   *
   * @param gradient the merged sums, from {@code gradientFrom} on; used up
   * @param inverse 1 / weight
   * @param position of the step in the log
   */
  void take(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float inverse,
      StepLog log,
      int position,
      Hand hand);
}
