package org.lockstep.driver.flow;

import java.util.Optional;
import org.lockstep.driver.loop.Program;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/** The training of a job, with its restarts. */
public final class FitProgram implements Program<RandomRestarts.Outcome> {
  private static final long serialVersionUID = 1L;

  @Override
  public RandomRestarts.Outcome run(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      RunControl control,
      Optional<TrainingState> start) {
    RandomRestarts restarts = new RandomRestarts(network, training, workers, listener, control);
    return start.isPresent() ? restarts.fit(start.get()) : restarts.fit();
  }
}
