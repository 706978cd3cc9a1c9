package org.lockstep.driver.barrier;

import org.lockstep.driver.run.ExitCode;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * How large a training may be whose state travels: rank 0's letter and the broadcast that a stage
 * is launched anew from are an array of bytes each, and an array ends at 2 GiB.
 */
final class StateRoom {
  /** What a JVM can make, less what the history may take. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - (16L << 20);

  private StateRoom() {}

  /**
   * @throws RunException (78) if the parameters, the optimizer's arrays and the best epoch's
   *     parameters are too much
   */
  static void require(NetworkSpec network, TrainingSpec training) {
    long parameters = new ParameterLayout(network).numbers();
    int state = training.optimizer().create(0).state().size();
    int best = training.earlyStopping().restoreBest() ? 1 : 0;
    long bytes = Float.BYTES * parameters * (1 + state + best);
    if (bytes > MOST_BYTES) {
      throw new RunException(
          ExitCode.BAD_CONFIGURATION,
          ("weights, their optimizer's state and the best epoch's weights must be at most %,d bytes"
                  + " together (fewer features or units, an optimizer that keeps less, or"
                  + " restoreBest = false). Received: %,d bytes, %,d weights %d times")
              .formatted(MOST_BYTES, bytes, parameters, 1 + state + best));
    }
  }
}
