package org.lockstep.trainer.allocation;

import java.util.function.LongSupplier;
import org.lockstep.trainer.step.Steps;

/**
 * What steps allocated.
 *
 * @param first bytes of the first step
 * @param most bytes of any later one
 * @param quiet the longest row of steps that allocated nothing
 */
record CountedSteps(long first, long most, int quiet) {
  /**
   * Takes the steps and counts.
   *
   * @param steps at most
   * @param enough steps in a row that allocated nothing, to stop then
   * @param allocated bytes so far
   */
  static CountedSteps of(Steps run, int perEpoch, int steps, int enough, LongSupplier allocated) {
    long first = 0;
    long most = 0;
    int quiet = 0;
    int quietest = 0;
    for (int i = 0; i < steps && quietest < enough; i++) {
      long before = allocated.getAsLong();
      run.gradient(i / perEpoch, i % perEpoch);
      run.update(i + 1);
      long bytes = allocated.getAsLong() - before;
      if (i == 0) {
        first = bytes;
      } else {
        most = Math.max(most, bytes);
        quiet = bytes == 0 ? quiet + 1 : 0;
        quietest = Math.max(quietest, quiet);
      }
    }
    return new CountedSteps(first, most, quietest);
  }

  /** {@code first N}, {@code most N} and {@code quiet N}, a line each. */
  String lines() {
    return "first %d%nmost %d%nquiet %d%n".formatted(first, most, quiet);
  }
}
