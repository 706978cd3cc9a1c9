package org.lockstep.trainer.rangetest;

import java.io.Serializable;

/**
 * The learning rates that a {@link RangeTest} goes through, each the same multiple of the one
 * before: rateᵢ = from·(to/from)^(i / (steps − 1)), i = 0 … steps − 1.
 *
 * @param from the first rate, above 0
 * @param to the last rate, above {@code from}
 * @param steps how many there are, at least 2
 */
public record RangeTestSpec(double from, double to, int steps) implements Serializable {

  public RangeTestSpec {
    if (!(from > 0) || Double.isInfinite(from)) {
      throw new IllegalArgumentException("from must be a finite number > 0. Received: " + from);
    }
    if (!(to > from) || Double.isInfinite(to)) {
      throw new IllegalArgumentException(
          "to must be a finite number > from (%s). Received: %s".formatted(from, to));
    }
    if (steps < 2) {
      throw new IllegalArgumentException("steps must be >= 2. Received: " + steps);
    }
  }

  /**
   * The rate of a step.
   *
   * @param step counted from 1
   */
  public double rateAt(long step) {
    return step == steps ? to : from * StrictMath.pow(to / from, (step - 1) / (steps - 1.0));
  }
}
