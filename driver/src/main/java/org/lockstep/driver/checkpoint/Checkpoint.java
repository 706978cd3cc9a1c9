package org.lockstep.driver.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.trainer.state.TrainingState;

/**
 * A training's state, and what tells whether it is the state of the training that is to go on. The
 * keys of all random numbers follow from the job's seed.
 *
 * @param job resolved, as {@code job.conf} says it
 * @param features the fitted pipeline, as a model's card says it
 * @param fingerprints of the data by stage
 * @param best whether the last finished epoch is the best so far
 * @param state the training's
 */
public record Checkpoint(
    String job,
    String features,
    Map<String, String> fingerprints,
    boolean best,
    TrainingState state) {

  public Checkpoint {
    fingerprints = new LinkedHashMap<>(fingerprints);
  }
}
