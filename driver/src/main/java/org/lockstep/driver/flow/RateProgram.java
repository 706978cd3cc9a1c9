package org.lockstep.driver.flow;

import java.util.Optional;
import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.RangeTest;
import org.lockstep.trainer.training.RangeTestResult;
import org.lockstep.trainer.training.RangeTestSpec;
import org.lockstep.trainer.training.RunControl;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.training.TrainingState;
import org.lockstep.trainer.training.Workers;

/**
 * A learning-rate range test; tells nothing while it runs, and has no state to go on from.
 *
 * @param range the rates
 */
record RateProgram(RangeTestSpec range) implements Program<RangeTestResult> {

  @Override
  public RangeTestResult run(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      RunControl control,
      Optional<TrainingState> start) {
    return new RangeTest(network, training, workers, range).run();
  }
}
