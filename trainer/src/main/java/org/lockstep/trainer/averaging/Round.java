package org.lockstep.trainer.averaging;

import java.io.Serializable;
import org.lockstep.trainer.training.AveragingSpec;

/**
 * Some consecutive steps of an epoch, which every worker makes on its own ({@link AveragingSpec}).
 *
 * @param epoch counted from 0
 * @param fromStep counted from 0 within the epoch
 * @param toStep exclusive
 * @param firstNumber of the first step in the whole training, where 1 is the first
 * @param rates the learning rate of each step
 */
public record Round(int epoch, int fromStep, int toStep, long firstNumber, double[] rates)
    implements Serializable {

  /** The number of a step in the whole training. */
  long number(int step) {
    return firstNumber + step - fromStep;
  }

  /** The learning rate of the step with that number. */
  double rateAt(long number) {
    return rates[(int) (number - firstNumber)];
  }
}
