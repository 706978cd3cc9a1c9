package org.lockstep.driver.flow;

import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.RangeTest;
import org.lockstep.trainer.training.RangeTestResult;
import org.lockstep.trainer.training.RangeTestSpec;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.training.Workers;

/**
 * A learning-rate range test; tells nothing while it runs.
 *
 * @param range the rates
 */
record RateProgram(RangeTestSpec range) implements Program<RangeTestResult> {

  @Override
  public RangeTestResult run(
      NetworkSpec network, TrainingSpec training, Workers workers, EpochListener listener) {
    return new RangeTest(network, training, workers, range).run();
  }
}
