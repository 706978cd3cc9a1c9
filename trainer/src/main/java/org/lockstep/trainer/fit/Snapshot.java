package org.lockstep.trainer.fit;

import org.lockstep.trainer.state.TrainingState;

/** A training's state as a {@link RunControl} is given it, for as long as it is called. */
@FunctionalInterface
public interface Snapshot {

  /** The caller's to keep. */
  TrainingState copy();

  /**
   * To be read before the call returns, for whoever writes it at once: of a large model a copy may
   * not fit beside what trains.
   */
  default TrainingState view() {
    return copy();
  }
}
