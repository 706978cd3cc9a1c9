package org.lockstep.driver.loop;

import java.util.List;
import org.lockstep.trainer.averaging.RoundAverage;

/**
 * Averages of a round: a slice has the same stretch of every array. Every slice knows the weight;
 * totals travel with slice 0.
 */
final class AverageSlices implements Slices<RoundAverage> {
  private static final long serialVersionUID = 1L;

  @Override
  public RoundAverage add(RoundAverage left, RoundAverage right) {
    return left.add(right);
  }

  @Override
  public RoundAverage slice(RoundAverage whole, int slice, int slices) {
    int parameters = whole.arrays()[0].length;
    return whole.slice(
        Slices.start(slice, slices, parameters),
        Slices.start(slice + 1, slices, parameters),
        slice == 0);
  }

  @Override
  public RoundAverage join(List<RoundAverage> slices) {
    return RoundAverage.join(slices);
  }
}
