package org.lockstep.trainer.model;

import java.util.List;
import java.util.Optional;

/**
 * What a model says about one row.
 *
 * @param label the class that is predicted; empty where there are several labels or numbers
 * @param labels the class, or the labels whose probability is above their threshold, in the model's
 *     order; empty for regression and reconstruction
 * @param outputs the probability of each class or label, in the order of the model's labels (for
 *     binary both: 1 − p and p); for regression the network's outputs; for reconstruction the
 *     features as the network says them again, {@link Reconstructor} compares them
 */
public record Prediction(Optional<String> label, List<String> labels, List<Float> outputs) {
  public Prediction {
    labels = List.copyOf(labels);
    outputs = List.copyOf(outputs);
  }
}
