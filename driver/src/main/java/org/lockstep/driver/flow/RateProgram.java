package org.lockstep.driver.flow;

import java.util.Optional;
import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.rangetest.RangeTest;
import org.lockstep.trainer.rangetest.RangeTestResult;
import org.lockstep.trainer.rangetest.RangeTestSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/**
 * A learning-rate range test, from given parameters where there are any; tells nothing while it
 * runs, and has no state to go on from.
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
    RangeTest test = new RangeTest(network, training, workers, range);
    return start.map(state -> test.run(state.parameters().clone())).orElseGet(test::run);
  }
}
