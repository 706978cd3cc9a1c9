package org.lockstep.driver.dryrun;

import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.training.TrainingSpec;

/**
 * Bytes that training takes on one executor that does all the work.
 *
 * @param weights the network's parameters
 * @param state the optimizer's
 * @param gradients one a logical worker, of touched rows alone where features are sparse: at most
 * @param rows the shards
 */
public record Memory(long weights, long state, long gradients, long rows) {

  /** Of a job whose shards take so many bytes. */
  public static Memory of(NetworkSpec network, TrainingSpec training, long rows) {
    long weights = (long) new ParameterLayout(network).size() * Float.BYTES;
    int states = training.optimizer().create(1).state().size();
    return new Memory(weights, states * weights, training.workers() * weights, rows);
  }

  /** All of it. */
  public long total() {
    return weights + state + gradients + rows;
  }
}
