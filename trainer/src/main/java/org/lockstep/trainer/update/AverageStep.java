package org.lockstep.trainer.update;

import org.lockstep.trainer.network.MovingAverage;
import org.lockstep.trainer.network.ParameterLayout;

/** The step of a moving average, which no optimizer learns. */
record AverageStep(MovingAverage average) implements StretchStep {

  @Override
  public ParameterLayout.Slice slice() {
    return average.slice();
  }

  @Override
  public void take(
      float[] w,
      int from,
      int length,
      float[] gradient,
      int gradientFrom,
      float inverse,
      StepLog log,
      int position,
      Hand hand) {
    average.update(w, from, length, gradient, gradientFrom, inverse);
  }
}
