package org.lockstep.trainer.decision;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.lockstep.trainer.network.Task;

/**
 * The probabilities above which sigmoid outputs are positive.
 *
 * @param values one for a binary network, one a label for a multi-label network, none otherwise;
 *     each above 0 and below 1
 * @param tunedF1 the F1 that each reached on the rows it was tuned on; empty if they were chosen
 */
public record Thresholds(List<Double> values, List<Double> tunedF1) implements Serializable {
  private static final double STANDARD = 0.5;

  public Thresholds {
    values = List.copyOf(values);
    tunedF1 = List.copyOf(tunedF1);
    for (double value : values) {
      if (!(value > 0 && value < 1)) {
        throw new IllegalArgumentException("threshold must be > 0 and < 1. Received: " + value);
      }
    }
    if (!tunedF1.isEmpty() && tunedF1.size() != values.size()) {
      throw new IllegalArgumentException(
          "tuned thresholds must have one score each, %d. Received: %d"
              .formatted(values.size(), tunedF1.size()));
    }
  }

  /** Chosen, not tuned. */
  public static Thresholds of(List<Double> values) {
    return new Thresholds(values, List.of());
  }

  /** 0.5 for every output that has a threshold. */
  public static Thresholds standard(Task task, int outputs) {
    return of(Collections.nCopies(count(task, outputs), STANDARD));
  }

  /** How many thresholds a network has. */
  public static int count(Task task, int outputs) {
    return task == Task.BINARY || task == Task.MULTI_LABEL ? outputs : 0;
  }

  /** Refuses thresholds for another network. */
  public void requireFor(Task task, int outputs) {
    if (values.size() != count(task, outputs)) {
      throw new IllegalArgumentException(
          "thresholds must be %d for this network. Received: %s"
              .formatted(count(task, outputs), values));
    }
  }

  /** Whether all are 0.5 and none was tuned. */
  public boolean isStandard() {
    return tunedF1.isEmpty() && values.stream().allMatch(value -> value == STANDARD);
  }

  /** ln(t / (1 − t)), the logit whose sigmoid is the threshold; exactly 0 for 0.5. */
  public float cut(int output) {
    double threshold = values.get(output);
    return (float) StrictMath.log(threshold / (1 - threshold));
  }

  /** All cuts, in order. */
  public float[] cuts() {
    float[] cuts = new float[values.size()];
    for (int k = 0; k < cuts.length; k++) {
      cuts[k] = cut(k);
    }
    return cuts;
  }
}
