package org.lockstep.trainer.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.lockstep.trainer.step.Steps;

/**
 * What the steps of one thread allocated.
 *
 * @param first bytes of the first step
 * @param most bytes of any later one; the first step of an epoch, which shuffles, does not count
 * @param quiet the longest row of steps that allocated nothing
 */
record CountedSteps(long first, long most, int quiet) {
  /**
   * Takes the steps and counts.
   *
   * @param steps at most
   * @param enough steps in a row that allocated nothing, to stop then
   */
  static CountedSteps of(Steps run, int perEpoch, int steps, int enough) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long first = 0;
    long most = 0;
    int quiet = 0;
    int quietest = 0;
    for (int i = 0; i < steps && quietest < enough; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run.gradient(i / perEpoch, i % perEpoch);
      run.update(i + 1);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      if (i == 0) {
        first = bytes;
      } else if (i % perEpoch != 0) {
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
