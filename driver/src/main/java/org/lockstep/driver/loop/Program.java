package org.lockstep.driver.loop;

import java.io.Serializable;
import java.util.Optional;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EpochListener;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.worker.Workers;

/**
 * What is done with the workers of a job. A loop runs it on the driver or, the same on every rank,
 * inside the cluster; so it must take its decisions from its arguments alone.
 *
 * @param <R> Serializable: it may come from another process
 */
@FunctionalInterface
public interface Program<R> extends Serializable {

  /**
   * Runs from the start to the end, in one thread.
   *
   * @param workers the caller's to close
   * @param control may ask for the program's state
   * @param start a state of the program, from which it goes on; its arrays are the program's
   */
  R run(
      NetworkSpec network,
      TrainingSpec training,
      Workers workers,
      EpochListener listener,
      RunControl control,
      Optional<TrainingState> start);
}
