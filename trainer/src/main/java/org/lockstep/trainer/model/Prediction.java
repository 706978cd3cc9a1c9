package org.lockstep.trainer.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model says about one row.
 *
 * @param label the most probable class; empty for regression
 * @param outputs the probability of each class, in the order of the model's labels (for binary
 *     both: 1 − p and p); for regression the network's outputs
 */
public record Prediction(Optional<String> label, List<Float> outputs) {
  public Prediction {
    outputs = List.copyOf(outputs);
  }
}
